// querystring.parse over texts put together at random, with every separator and limit, against its own stringify.
'use strict';
const qs = require('node:querystring');
let seed = 20260101;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const pick = (list) => list[next(list.length)];
const piece = () => pick(['a', 'b', '=', '&', '==', '&&', '%41', '%', '%zz', '%c3%a9', '%ff', '+', '%2B', 'é', ';', ':', '__proto__', 'hasOwnProperty', '', '%00', '%e2%98', '1']);
for (let i = 0; i < 500; i++) {
  const text = Array.from({ length: next(9) }, piece).join('');
  const parsed = qs.parse(text);
  console.log(JSON.stringify(text), JSON.stringify(parsed), Object.getPrototypeOf(parsed), qs.stringify(parsed), JSON.stringify(qs.parse(text, pick([';', '&&', '', 'ab']), pick([':', '==', '']), { maxKeys: next(4) })), JSON.stringify(qs.unescape(text)), qs.escape(text));
}
