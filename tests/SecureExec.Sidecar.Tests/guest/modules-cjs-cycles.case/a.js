exports.early = 'a early'; const b = require('./b'); exports.seen = { ...b }; exports.late = 'a late'; exports.self = require('./a') === exports;
