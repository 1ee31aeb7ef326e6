exports.answer = 42 as number;
