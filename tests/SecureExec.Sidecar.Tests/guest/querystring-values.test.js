// What querystring makes of values that are no strings, and of custom escapers.
'use strict';
const qs = require('node:querystring');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const values = [undefined, null, 0, -0, 1.5, NaN, Infinity, 1e21, true, 10n, '', 'é', '\ud800', '\udc00x', Symbol('s'), {}, [], [1, 'a', null, undefined, true, 2n, {}], new Date(0), () => {}, new String('x')];
for (const value of values) console.log(show(() => JSON.stringify(qs.stringify({ k: value }))), show(() => JSON.stringify(qs.escape(value))), show(() => JSON.stringify(qs.unescape(value))), show(() => JSON.stringify(qs.stringify(value))), show(() => JSON.stringify(qs.parse(value))));
console.log(qs.stringify({ a: [], b: '', c: 'x' }, ';', ':'), qs.stringify({ 'a b': 'c&d' }, '&', '=', { encodeURIComponent: (text) => `<${text}>` }));
console.log(JSON.stringify(qs.parse('a=%41&b=2', null, null, { decodeURIComponent: (text) => text.toLowerCase() })), JSON.stringify(qs.parse('a=%41&b=%42', '&', '=', { decodeURIComponent() { throw new Error('no'); } })));
for (const maxKeys of [-1, 0, 1, 2, Infinity, NaN, '2', null]) console.log(maxKeys, JSON.stringify(qs.parse('a=1&b=2&c=3', '&', '=', { maxKeys })));
console.log(qs.unescapeBuffer('a%20b%zz%4').toString(), qs.decode === qs.parse, qs.encode === qs.stringify, Object.keys(qs).sort().join());
const { escape } = qs;
qs.escape = (text) => escape(text).toLowerCase();
console.log(qs.stringify({ É: 'é' }));
