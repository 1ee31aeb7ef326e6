const path: typeof import('node:path') = require('node:path');
function join<T extends string>(...parts: T[]): string { return path.join(...parts); }
type Box<T> = { value: T };
const box: Box<number> = { value: 42 };
module.exports = { box };
console.log(join('a', 'b'), box.value, typeof exports, typeof require, module.children.length, require.main === module);
