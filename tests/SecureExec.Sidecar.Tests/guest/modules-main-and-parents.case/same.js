module.exports = 'same file';
