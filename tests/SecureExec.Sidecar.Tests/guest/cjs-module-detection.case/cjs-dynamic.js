exports.p = import('fs') instanceof Promise;
