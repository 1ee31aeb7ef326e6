const words = require('@words/list');

exports.padded = (n, width) => words[n].padStart(width, '.');
