exports.kind = "d cjs";
