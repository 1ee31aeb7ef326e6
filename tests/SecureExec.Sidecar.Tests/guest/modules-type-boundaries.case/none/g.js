exports.kind = "g detected cjs";
