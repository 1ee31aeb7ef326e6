exports.a = typeof require;
