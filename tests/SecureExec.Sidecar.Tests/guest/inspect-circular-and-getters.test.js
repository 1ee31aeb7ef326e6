// Circular references and their numbers, getters and setters, hidden and symbol properties, deep nesting.
'use strict';
const { inspect } = require('node:util');
const a = { name: 'a' }; const b = { name: 'b', a }; a.b = b; a.list = [a, b, [b]]; a.map = new Map([[a, b]]); a.set = new Set([a]);
console.log(inspect(a), inspect(b, { depth: 5 }), inspect([a, a]), inspect({ first: b, second: b }), inspect(a, { compact: false }), inspect(a, { colors: true }));
class Acc { get value() { return 1; } set value(v) {} get only() { return { nested: 1 }; } set wonly(v) {} get fails() { throw Object.assign(new Error('getter failed'), { stack: 'Error: getter failed' }); } static get s() { return 2; } }
const own = Object.defineProperties({}, { get: { get: () => 5, enumerable: true }, set: { set() {}, enumerable: true }, both: { get: () => [1, { deep: { deeper: {} } }], set() {}, enumerable: true }, throws: { get() { throw Object.assign(new TypeError('no'), { stack: 'TypeError: no' }); }, enumerable: true }, hidden: { value: 1 }, [Symbol('hidden')]: { value: 2 }, [Symbol('shown')]: { value: 3, enumerable: true }, self: { get() { return own; }, enumerable: true } });
for (const getters of [false, true, 'get', 'set']) for (const showHidden of [false, true]) console.log(getters, showHidden, inspect(own, { getters, showHidden }), inspect(new Acc(), { getters, showHidden }), inspect(Object.create(Acc.prototype), { getters, showHidden, depth: 0 }), inspect(Acc, { getters, showHidden }));
let deep = {}; for (let i = 0; i < 3000; i++) deep = { deep };
console.log(inspect(deep), inspect(deep, { depth: 50 }).length, inspect(deep, { depth: Infinity }).slice(-60).includes('Object'), inspect([[[[[[]]]]]]), inspect([[[[[[1]]]]]], { depth: 4 }), inspect({ a: { b: { c: {} } } }), inspect({ a: { b: { c: { d: 1 } } } }));
class Private { #secret = 1; static #s = 2; shown = 3; }
console.log(inspect(new Private(), { showHidden: true }), inspect(Object.freeze({ f: 1 })), inspect(Object.seal([1])), inspect(new (function Legacy() { this.x = 1; })()), inspect(Object.defineProperty({}, 'x', { enumerable: true, get: undefined })), inspect(Object.defineProperty([], 0, { get() { return 1; }, enumerable: true })), inspect({ set only(v) {} }), inspect(new Date(NaN)), inspect(Object.assign(new Date(0), { x: 1 })), inspect(Object.assign(/r/y, { x: 1 })));
