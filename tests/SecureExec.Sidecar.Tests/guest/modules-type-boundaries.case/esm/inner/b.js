exports.kind = "b cjs";
