// URL objects as values: inspection, JSON, cloning, properties, statics, blob URLs.
'use strict';
const { inspect } = require('node:util');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const url = new URL('https://u:p@h:1/a/b?c=d#e');
console.log(inspect(url), inspect(url, { depth: 0 }), inspect({ nested: { url } }, { depth: 0 }), JSON.stringify({ url }), String(url), `${url}`);
console.log(Object.keys(url), Object.getOwnPropertyNames(URL.prototype).sort().join(), Object.getOwnPropertyNames(URL).sort().join(), URL.length, URL.name, Object.prototype.toString.call(url));
console.log(url.searchParams === url.searchParams, show(() => { 'use strict'; url.origin = 'x'; }), show(() => { url.searchParams = 'x'; return url.href; }));
console.log(show(() => structuredClone(url)), show(() => URL('http://x')), show(() => new URL()), show(() => new URL(undefined)), show(() => new URL('x', undefined)), show(() => new URL(Symbol('s'))), show(() => URL.canParse()), show(() => URL.parse()), URL.parse('x'), URL.canParse('x', 'http://h'));
const getter = Object.getOwnPropertyDescriptor(URL.prototype, 'href').get;
console.log(show(() => getter.call({})), show(() => getter.call(Object.create(url))));
class Sub extends URL { get extra() { return 1; } }
console.log(inspect(new Sub('http://h/')), new Sub('http://h').extra, new Sub('http://h') instanceof URL);
const error = show(() => { try { new URL('bad', 'http://['); } catch (e) { return inspect({ code: e.code, input: e.input, base: e.base, name: e.name, keys: Object.keys(e) }); } });
console.log(error);
