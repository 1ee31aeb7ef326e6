exports.inner = __dirname.split('/').at(-1);
