// Everything a URLSearchParams can be made of, its iterators, and its errors.
'use strict';
const { inspect } = require('node:util');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const makers = [undefined, null, '', '?', '??a', 'a=1&a=2', {}, { a: 1, b: [1, 2], [Symbol('s')]: 3 }, [], [['a', 'b']], [['a']], [['a', 'b', 'c']], ['ab'], new Map([['x', 'y']]), new Set([['q', 'r']]), new URLSearchParams('z=1'), 5, true, [[1, 2], [null, undefined]], (function*() { yield ['g', 'h']; })(), { [Symbol.iterator]: 1 }, { [Symbol.iterator]: undefined, k: 'v' }, [null], [[Symbol('x'), 1]], Object.create({ inherited: 1 }), new Date(0), () => {}];
for (const maker of makers) console.log(show(() => String(new URLSearchParams(maker))));
const params = new URLSearchParams('a=1&b=2&a=3');
for (const name of ['keys', 'values', 'entries']) {
  const iterator = params[name]();
  console.log(inspect(iterator), iterator.next(), inspect(iterator), Object.prototype.toString.call(iterator), show(() => iterator.next.call({})));
}
console.log(inspect(params), inspect(params, { depth: -1 }), inspect(new URLSearchParams()), Object.keys(params), params.toString === params.toString);
params.forEach(function(value, key, self) { console.log(value, key, self === params, this.t); }, { t: 1 });
const seen = [];
for (const [key] of params) { seen.push(key); if (seen.length === 1) params.delete('b'); if (seen.length < 5) params.append('n', seen.length); }
console.log(seen.join(), String(params));
for (const bad of [() => params.append('x'), () => params.get(), () => params.has(), () => params.set('x'), () => params.delete(), () => params.forEach(1), () => URLSearchParams(), () => params.append.call({}, 'a', 'b'), () => params.append(Symbol('s'), 1), () => params.size.call]) console.log(show(bad));
