// What each function says to arguments that are no paths.
'use strict';
const path = require('node:path');
process.cwd = () => '/cwd'; // Relative paths start there on both hosts.
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const bad = [undefined, null, 0, true, Symbol('s'), {}, [], () => {}, 1n, new String('/a'), Buffer.from('/a')];
for (const style of ['posix', 'win32']) {
  for (const name of ['normalize', 'dirname', 'basename', 'extname', 'isAbsolute', 'parse', 'format', 'join', 'resolve', 'relative', 'toNamespacedPath', 'matchesGlob']) {
    for (const value of bad) console.log(style, name, typeof value, show(() => JSON.stringify(path[style][name](value))), show(() => JSON.stringify(path[style][name]('a', value))));
  }
}
console.log(show(() => path.format({ dir: 1, base: 2 })), show(() => path.format({ name: 'a', ext: '.b', root: '/' })), Object.keys(path).sort().join());
