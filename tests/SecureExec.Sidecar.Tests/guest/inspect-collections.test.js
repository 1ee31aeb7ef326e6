// Maps, sets, weak ones, iterators, typed arrays, buffers and sparse arrays: lengths, limits, extra keys.
'use strict';
const { inspect } = require('node:util');
const map = new Map([[1, { a: 1 }], ['k', [1]], [new Map(), new Set([new Set([1])])]]);
const set = new Set([1, 'a', { b: 2 }]);
map.extra = 1;
const iterators = () => [map.keys(), map.values(), map.entries(), map[Symbol.iterator](), set.values(), set.entries(), [1, 2].values(), [1].entries(), 'ab'[Symbol.iterator](), 'ab'.matchAll(/./g), new Uint8Array(2).keys(), (function* g() { yield 1; })(), (async function* ag() {})(), Iterator.from([1]).map((x) => x), new Intl.Segmenter().segment('a')[Symbol.iterator]()];
for (const value of [map, set, new WeakMap([[{}, 1]]), new WeakSet([{}]), new WeakRef({ x: 1 }), new Map(), new Set(), ...iterators()]) for (const options of [{}, { showHidden: true }, { depth: 0 }, { maxArrayLength: 1 }, { compact: false }]) console.log(inspect(value, options));
const moving = map.entries();
moving.next();
console.log(inspect(moving), inspect(moving));
for (const Type of [Uint8Array, Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array]) { const typed = new Type(3); typed.note = 'x'; console.log(inspect(typed), inspect(new Type(0)), inspect(typed, { showHidden: true }), inspect(new Type(200)).length); }
console.log(inspect(new ArrayBuffer(4)), inspect(new SharedArrayBuffer(2)), inspect(new DataView(new ArrayBuffer(2))), inspect(new ArrayBuffer(2, { maxByteLength: 8 })), inspect(new ArrayBuffer(60), { maxArrayLength: 3 }));
const gone = new ArrayBuffer(4); const view = new Uint8Array(gone); structuredClone(gone, { transfer: [gone] });
console.log(inspect(gone), inspect(view), inspect({ gone, view }, { showHidden: true }));
for (const list of [[, 1], [1, , , 2], [, , ,], Object.assign([1], { x: 2, [-1]: 3, '01': 4 }), Array(3), Array(200).fill(7), [...Array(120).keys()], Array.from({ length: 30 }, (_, i) => 'w'.repeat(i % 9)), [[[]], [[[]]]], [undefined, null, NaN], Object.assign([], { length: 5 }), [1.5, -2, 1000], ['a', 'bb', 'ccc', 'dddd', 'eeeee', 'ffffff', 'g']]) console.log(inspect(list), inspect(list, { maxArrayLength: 3 }), inspect(list, { breakLength: 20, compact: 2 }));
for (const n of [6, 7, 16, 27, 100, 101, 130]) console.log(inspect(Array.from({ length: n }, (_, i) => (i * 7919) % 1000)), inspect(Array.from({ length: n }, (_, i) => String.fromCharCode(97 + (i % 26)).repeat(1 + (i % 5)))));
console.log(inspect(new Set(Array(150).keys())).length, inspect(new Map(Array.from({ length: 150 }, (_, i) => [i, i]))).length, inspect(Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`k${i}`, i]))).length);
