'use strict';
const util = require('node:util');
class Foo { constructor() { this.x = 1; } get y() { return 2; } static s = 1; #hidden = 3; }
class Bar extends Foo { get [Symbol.toStringTag]() { return 'Tagged'; } }
class Empty extends Array {}
console.log(new Foo(), new Bar(), new Empty(3), Foo, class extends Foo {}, class {});
console.log(Object.create(null), Object.create({ inherited: 1 }), Object.create(Foo.prototype));
console.log({ get a() { return 1; }, set b(v) {}, get c() { return 1; }, set c(v) {}, [Symbol('s')]: 1, 'with-dash': 2, 3: 4 });
console.log([function () {}, function named() {}, () => {}, async () => {}, function* g() {}, async function* ag() {}, Math.max]);
console.log([1.5, 'str', "it's", 'both \' and "', 'all \' " `', true, null, undefined, 10n, Symbol.iterator]);
const circular = { name: 'c', self: null, list: [] }; circular.self = circular; circular.list.push(circular, { circular });
console.log(circular);
console.log({ a: { b: { c: { d: {} } } } }, [[[[[]]]]]);
console.log(Array.from({ length: 120 }, (_, i) => i), 'x'.repeat(50).split(''));
console.log({ long: 'word '.repeat(40) });
console.log(util.inspect('a'.repeat(20), { maxStringLength: 5 }), util.inspect([1, 2, 3, 4], { maxArrayLength: 2 }));
console.log(util.inspect({ b: 1, a: [3, 1] }, { sorted: true, compact: false, breakLength: 20 }));
console.log(util.inspect({ a: 1n, b: 123456789.123 }, { numericSeparator: true }), util.inspect(new Foo(), { showHidden: true, getters: true }));
console.log(util.inspect({ a: 1, b: 'two', c: [null, undefined, true, Symbol('x')], d: /re/g, e: new Date(0) }, { colors: true }));
console.log([, , 1, , ,], Object.assign([1, 2], { extra: 'x', '-1': 0 }), [undefined, , null]);
