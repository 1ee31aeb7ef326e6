// Every function of path.posix over paths put together at random.
'use strict';
const { posix } = require('node:path');
process.cwd = () => '/cwd'; // Relative paths start there on both hosts.
let seed = 20260101;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const pick = (list) => list[next(list.length)];
const part = () => pick(['a', 'bb', '.', '..', '', '...', '.x', 'y.', 'z.tar.gz', ' ', 'é', 'C:', '\\', '~']);
for (let i = 0; i < 400; i++) {
  const made = () => pick(['', '/', '//', './']) + Array.from({ length: next(6) }, part).join(pick(['/', '/', '//'])) + pick(['', '', '/']);
  const [a, b, c] = [made(), made(), made()];
  console.log(JSON.stringify([a, posix.normalize(a), posix.dirname(a), posix.basename(a), posix.basename(a, '.gz'), posix.extname(a), posix.isAbsolute(a), posix.format(posix.parse(a))]));
  console.log(JSON.stringify([b, c, posix.join(a, b, c), posix.resolve('/r', a, b), posix.relative(`/${a}`, `/${b}`), posix.toNamespacedPath(a)]));
}
