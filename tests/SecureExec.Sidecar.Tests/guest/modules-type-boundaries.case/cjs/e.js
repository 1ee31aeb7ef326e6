exports.kind = "e cjs";
