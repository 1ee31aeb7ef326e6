// How buffers show: inspection, limits, extra properties, JSON, locale strings, iteration.
'use strict';
const buffer = require('node:buffer');
const { inspect } = require('node:util');
const show = (f) => { try { return f(); } catch (error) { return `${error.name} ${error.message}`; } };
const bytes = Buffer.from('hello é');
console.log(inspect(bytes), String(bytes), JSON.stringify(bytes), `${bytes}`, bytes.toLocaleString('hex'), bytes.inspect?.());
bytes.extra = { a: 1 };
bytes[Symbol('tag')] = 2;
console.log(inspect(bytes), inspect(bytes, { showHidden: true }).length > 0, inspect({ deep: { bytes } }, { depth: 0 }), inspect(bytes, { colors: true }));
for (const limit of [0, 1, 5, 50, 1e9]) {
  buffer.INSPECT_MAX_BYTES = limit;
  console.log(limit, inspect(Buffer.alloc(60, 'ab')), inspect(Buffer.alloc(1)), inspect(Buffer.alloc(0)));
}
for (const bad of [-1, NaN, 'x', null, undefined]) try { buffer.INSPECT_MAX_BYTES = bad; console.log('accepted', bad); } catch (error) { console.log(error.code, error.message); }
buffer.INSPECT_MAX_BYTES = 50;
console.log([...Buffer.from('ab').entries()], [...Buffer.from('ab').keys()], [...Buffer.from('ab')], Buffer.from('abc').map((byte) => byte + 1).toString(), Buffer.from('abc').filter((byte) => byte > 97) instanceof Buffer, Buffer.from('abc').at(-1), Buffer.from('cab').toSorted().constructor.name, Buffer.from('abc').with(0, 122).toString());
console.log(inspect(new (class Mine extends Uint8Array {})(2)), inspect(Object.setPrototypeOf(new Uint8Array(1), null)), inspect(new Uint8Array(Buffer.from('xy'))), inspect(Buffer.from('ab').buffer.constructor), show(() => inspect(new Proxy(Buffer.from('p'), {}))), Buffer.from('x') instanceof Uint8Array, Object.prototype.toString.call(bytes));
console.log(Buffer.name, Buffer.length, Object.getOwnPropertyNames(Buffer).sort().join(), Object.getOwnPropertyNames(Buffer.prototype).sort().join());
