exports.kind = 1;
