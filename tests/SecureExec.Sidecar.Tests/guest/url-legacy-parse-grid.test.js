// url.parse, url.format and url.resolve over texts put together at random.
'use strict';
process.noDeprecation = true;
const url = require('node:url');
let seed = 20260101;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const pick = (list) => list[next(list.length)];
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const made = () => pick(['', 'http:', 'HTTP:', 'file:', 'javascript:', 'mailto:', 'foo:', 'x-y:']) + pick(['', '//', '//', '///', '/']) + pick(['', '', 'u@', 'u:p@', 'a%20b:c@']) + pick(['', 'h', 'Ex.COM', '1.2.3.4', '[::1]', 'é.x', 'a_b', 'a b', 'h;x']) + pick(['', ':80', ':', ':x']) + pick(['', '/', '/a/../b', '/a b', '/é', '/a;b', '/a|b', '\\c']) + pick(['', '?', '?a=1&b=%20', '?é']) + pick(['', '#', '#x y', '#é']);
for (let i = 0; i < 500; i++) {
  const [a, b] = [made(), made()];
  console.log(JSON.stringify(a), show(() => JSON.stringify(url.parse(a))), show(() => JSON.stringify(url.parse(a, true, true).query)), show(() => url.format(url.parse(a))));
  console.log('  ', JSON.stringify(b), show(() => url.resolve(a, b)), show(() => url.resolve('/one/two/three', b)));
}
