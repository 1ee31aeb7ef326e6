// structuredClone of every kind of value: what arrives, what is lost, what is refused, shared references and transfers.
'use strict';
const { inspect } = require('node:util');
const show = (f) => { try { return inspect(f(), { depth: 4 }); } catch (error) { return `${error.name} ${error.code} ${error.message}`; } };
class K { constructor() { this.own = 1; } get g() { return 2; } }
const error = Object.assign(new RangeError('m', { cause: { c: 1 } }), { extra: 1, name: 'Renamed' }); error.stack = 'stack'; const still = (e) => { e.stack = e.stack.split('\n')[0]; return e; };
const values = { undefined, null: null, number: -0, nan: NaN, big: 5n, text: '\ud800', boxed: Object('s'), boxedNumber: Object(1), boxedBig: Object(1n), date: new Date(5), bad: new Date(NaN), re: /x/giy, map: new Map([[{ k: 1 }, new Set([1])]]), sparse: [1, , 3], extra: Object.assign([1], { x: 2 }), instance: new K(), nullProto: Object.assign(Object.create(null), { a: 1 }), getter: { get a() { return 1; } }, hidden: Object.defineProperty({ a: 1 }, 'b', { value: 2 }), symbolKey: { [Symbol('s')]: 1, a: 1 }, frozen: Object.freeze({ a: 1 }), error, aggregate: still(new AggregateError([1], 'agg')), custom: still(new (class X extends TypeError {})('c')), dom: new DOMException('d', 'DataCloneError').code, buffer: Buffer.from('abc'), typed: new Uint16Array([1, 2]).subarray(1), big64: new BigInt64Array([1n]), ab: new ArrayBuffer(3), resizable: new ArrayBuffer(2, { maxByteLength: 4 }), dv: new DataView(new ArrayBuffer(4), 1, 2), fn: () => {}, symbol: Symbol('s'), weak: new WeakMap(), promise: Promise.resolve(), proxy: new Proxy({ a: 1 }, {}), gen: (function*() {})(), args: (function() { return arguments; })(1, 2), url: new URL('http://a/'), blob: new Blob(['x']), nested: { deep: { fn() {} } }, throws: { get a() { throw new TypeError('getter'); } }, event: new Event('x'), abort: new AbortController().signal };
for (const [name, value] of Object.entries(values)) console.log(name, show(() => structuredClone(value)), show(() => Object.getPrototypeOf(structuredClone(value)) === Object.getPrototypeOf(value)));
const shared = { s: 1 }; const cyclic = { shared, list: [shared] }; cyclic.self = cyclic; cyclic.map = new Map([[cyclic, shared]]);
const copy = structuredClone(cyclic);
console.log(copy.self === copy, copy.list[0] === copy.shared, copy.map.get(copy) === copy.shared, copy !== cyclic);
const view = new Uint8Array(8); const same = new Uint16Array(view.buffer, 2);
const both = structuredClone({ view, same });
console.log(both.view.buffer === both.same.buffer, both.same.byteOffset, both.view.length);
const moved = structuredClone({ view }, { transfer: [view.buffer] });
console.log(view.length, view.byteLength, moved.view.length, show(() => structuredClone(view)), show(() => structuredClone(1, { transfer: [view.buffer] })));
const { port1, port2 } = new MessageChannel();
console.log(show(() => structuredClone(port1)), show(() => structuredClone(1, { transfer: [1] })), show(() => structuredClone(1, { transfer: 1 })), show(() => structuredClone(1, 5)), show(() => structuredClone()), show(() => structuredClone(1, { transfer: [new ArrayBuffer(1), new Map()] })), show(() => { const b = new ArrayBuffer(1); return structuredClone(1, { transfer: [b, b] }); }), show(() => structuredClone(new SharedArrayBuffer(2))));
port1.close(); port2.close();
