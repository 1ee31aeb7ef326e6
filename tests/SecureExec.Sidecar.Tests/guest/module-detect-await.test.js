// A file without a package type whose only sign of a module is an await that CommonJS takes for a syntax error of another kind.
console.log(await Promise.resolve('argument'));
if (await Promise.resolve(true)) console.log('condition', typeof require);
