'use strict';
const qs = require('node:querystring');
for (const s of ['a=1&b=2&a=3', 'x', '=y', '&&', 'a=%20b+c', 'bad=%zz%', 'a=b=c', '%E2%82%AC=%ff', 'k=1;l=2']) console.log('%s %O', JSON.stringify(s), qs.parse(s));
console.log(qs.parse('a:1;b:2;a:3', ';', ':'), qs.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }), qs.parse('a=%41', '&', '=', { decodeURIComponent: (x) => `<${x}>` }));
console.log(qs.stringify({ a: [1, 'x y'], b: true, c: null, d: undefined, e: 'é&=', f: 10n, g: {}, h: NaN, i: '' }), qs.stringify({ a: 1, b: 2 }, ';', ':'), qs.stringify('text'));
console.log(qs.escape('a b&ü'), qs.unescape('a%20b%zz'), qs.encode === qs.stringify, qs.decode === qs.parse, Object.getPrototypeOf(qs.parse('a')));
try { qs.escape('\ud800'); } catch (e) { console.log(e.code, e.name, e.message); }
