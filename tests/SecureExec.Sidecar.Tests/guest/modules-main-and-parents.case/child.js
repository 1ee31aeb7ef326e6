exports.isMain = require.main === module; exports.parent = module.parent.filename.split('/').pop(); exports.loaded = module.loaded;
