module.exports = [require.main.exports.replaced, require('./main.cjs').changed, require('./main.cjs').replaced];
