const a = require('./a'); exports.fromA = { ...a }; exports.missing = a.late; require('./c'); exports.done = true;
