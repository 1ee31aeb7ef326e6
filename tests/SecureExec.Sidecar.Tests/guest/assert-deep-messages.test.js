// Messages of failed comparisons, whole.
'use strict';
const assert = require('assert');
const pairs = [
  [[1, 2, 3], [1, 2, 4]], [{ a: 1, b: { c: 2 } }, { a: 1, b: { c: 3 } }], [new Map([[1, 2]]), new Map([[1, 3]])], [new Set([1, { a: 1 }]), new Set([1, { a: 2 }])],
  [new Date(0), new Date(1)], [/a/g, /a/i], [new Error('a'), new Error('b')], [Object.create(null), {}], [[1, , 3], [1, undefined, 3]], [NaN, 0], [0, -0], ['a\nb\nc', 'a\nX\nc'],
  [new Uint8Array([1, 2]), new Uint8Array([1, 3])], [Symbol.for('a'), Symbol.for('b')], [1n, 2n], [Object(1), Object(2)], [new Number(1), 1], [{ x: undefined }, {}], [() => 1, () => 1], ['x'.repeat(80), 'x'.repeat(79) + 'y'],
];
for (const [actual, expected] of pairs) {
  for (const method of ['strictEqual', 'deepStrictEqual', 'deepEqual', 'partialDeepStrictEqual']) {
    try { assert[method](actual, expected); console.log(method, 'equal'); } catch (error) { console.log(method, error.code, error.operator, error.generatedMessage, '\n' + error.message); }
  }
}
const circular = { name: 'c' };
circular.self = circular;
const other = { name: 'c' };
other.self = other;
assert.deepStrictEqual(circular, other);
try { assert.notDeepStrictEqual(circular, other); } catch (error) { console.log(error.message); }
