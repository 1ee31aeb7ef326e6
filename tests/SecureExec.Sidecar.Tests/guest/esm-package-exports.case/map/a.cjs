module.exports = 'mapped a';
