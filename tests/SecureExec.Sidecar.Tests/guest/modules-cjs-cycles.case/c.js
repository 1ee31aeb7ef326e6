module.exports = class C { static b = require('./b'); }; module.exports.keys = Object.keys(require('./b'));
