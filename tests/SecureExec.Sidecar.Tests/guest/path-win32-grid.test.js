// Every function of path.win32 over paths put together at random.
'use strict';
const { win32 } = require('node:path');
process.cwd = () => '/cwd'; // Relative paths start there on both hosts.
let seed = 20260101;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const pick = (list) => list[next(list.length)];
const part = () => pick(['a', 'B', '.', '..', '', 'x.y', 'C:', 'd:', 'COM1', 'con', 'nul.txt', '?', 'é', '. ', 'a:b']);
for (let i = 0; i < 400; i++) {
  const made = () => pick(['', '\\', '\\\\', 'C:', 'c:\\', '/', '\\\\?\\', '\\\\.\\', '\\\\srv\\share']) + Array.from({ length: next(5) }, part).join(pick(['\\', '/', '\\\\'])) + pick(['', '', '\\']);
  const [a, b] = [made(), made()];
  console.log(JSON.stringify([a, win32.normalize(a), win32.dirname(a), win32.basename(a), win32.extname(a), win32.isAbsolute(a), win32.parse(a)]));
  console.log(JSON.stringify([b, win32.join(a, b), win32.resolve('C:\\r', a, b), win32.relative(`C:\\${a}`, `c:\\${b}`), win32.toNamespacedPath(`C:\\${a}`)]));
}
