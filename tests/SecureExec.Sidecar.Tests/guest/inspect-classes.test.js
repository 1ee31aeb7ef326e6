// Constructor names: classes, subclasses of built-ins, null prototypes, toStringTag, anonymous and renamed things.
'use strict';
const { inspect } = require('node:util');
class A {}
class B extends A {}
class Tagged { get [Symbol.toStringTag]() { return 'Tag'; } }
class SameTag { get [Symbol.toStringTag]() { return 'SameTag'; } }
class Static { static x = 1; static #p = 2; }
class List extends Array {}
class Dict extends Map {}
class Bag extends Set {}
class Fail extends TypeError {}
class Bytes extends Uint8Array {}
class Later extends Promise {}
class When extends Date {}
class Rule extends RegExp {}
const values = [A, B, Tagged, Static, class {}, class extends A {}, class extends null {}, new A(), new B(), new Tagged(), new SameTag(), new List(1, 2), new List(3), new Dict([[1, 2]]), new Bag([1]), new Bytes(2), Later.resolve(1), new When(0), new Rule('x'), Object.create(null), Object.create({}), Object.create(A.prototype), Object.create(new A()), Object.setPrototypeOf([], null), Object.setPrototypeOf(new Map([[1, 2]]), null), Object.setPrototypeOf(new Set(), null), Object.setPrototypeOf(new Date(0), null), Object.setPrototypeOf(/x/, null), Object.setPrototypeOf(() => {}, null), Object.setPrototypeOf(function named() {}, Object.create(null)), Object.setPrototypeOf(new Uint8Array(1), null), Object.setPrototypeOf(Promise.resolve(), null), A.prototype, B.prototype, Object.prototype, Array.prototype, Map.prototype, Function.prototype, Date.prototype, RegExp.prototype, Symbol.prototype, Promise.prototype, Number.prototype, String.prototype, Boolean.prototype, Error.prototype, function() {}, function named() {}, () => {}, async () => {}, function* gen() {}, async function* agen() {}, { method() {} }.method, Object.assign(() => {}, { a: 1 }), Object.assign(function f() {}, { a: 1 }), Math, JSON, Reflect, Atomics, Intl, globalThis.constructor, new Proxy(class P {}, {}), new Proxy(() => {}, {}), new (class { constructor() { this.constructor = 'shadow'; } })(), { constructor: 5 }, { constructor: { name: 'Fake' } }, Object.defineProperty(class {}, 'name', { value: 'Renamed' }), Object.defineProperty(class X {}, 'name', { value: 5 }), { [Symbol.toStringTag]: 'Own' }, { [Symbol.toStringTag]: 5 }, { __proto__: { [Symbol.toStringTag]: 'Inherited' } }, new (class extends Tagged {})(), Object(Symbol('boxed')), Object(true), Object('s'), Object.assign(Object('str'), { x: 1 }), new (class Foo extends (class Bar {}) {})()];
for (const value of values) console.log(inspect(value), '|', inspect([value], { depth: 0 }), inspect(value, { compact: false, depth: 0 }));
Object.defineProperty(Later, Symbol.species, { value: Promise });
console.log(inspect(new Fail('m')).split('\n')[0], inspect(arguments).split('\n')[0], inspect((function() { return arguments; })(1, 2)), inspect(new (class extends Array { constructor() { super(); this.extra = 1; } })()));
