module.exports = 'self require';
