module.exports = 'same dir';
