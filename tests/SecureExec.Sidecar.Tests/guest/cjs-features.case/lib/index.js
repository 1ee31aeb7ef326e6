exports.lib = require('./inner').inner; exports.parent = module.parent && module.parent.id;
