module.exports = { replaced: 'index' };
