// CommonJS, one file of half a megabyte that looks for its global object.
const _ = require('lodash');
const { curry, flow } = require('lodash/fp');

const users = [
  { name: 'barney', age: 36, tags: ['a', 'b'] },
  { name: 'fred', age: 40, tags: ['b', 'c'] },
  { name: 'pebbles', age: 1, tags: [] },
];
console.log(_.VERSION === require('lodash/package.json').version);
console.log(_.groupBy(users, (user) => (user.age > 30 ? 'old' : 'young')));
console.log(_.chain(users).flatMap('tags').countBy().toPairs().sortBy(0).value());
console.log(_.orderBy(users, ['age'], ['desc']).map((user) => user.name));
const deep = { a: [{ b: new Map([[1, { c: /x/g }]]), d: new Date(0) }], s: new Set([1, 2]) };
const copy = _.cloneDeep(deep);
console.log(copy, _.isEqual(copy, deep), copy.a[0].b === deep.a[0].b);
console.log(_.merge({ a: { b: 1, c: [1, 2] } }, { a: { c: [3], d: undefined } }, { a: { e: null } }));
console.log(_.get({ a: [{ b: { c: 3 } }] }, 'a[0].b.c'), _.set({}, ['x', 0, 'y'], 4), _.unset({ q: 1 }, 'q'));
console.log(_.template('<%- user %> has <%= n %> <% _.times(n, (i) => { %>[<%= i %>]<% }) %>')({ user: '<fred>', n: 3 }));
console.log(_.camelCase('--foo-bar-- baz'), _.kebabCase('fooBar'), _.deburr('déjà vu'), _.words('fred, barney, & pebbles'), _.truncate('hi-diddly-ho there, neighborino', { length: 24, separator: ' ' }));
console.log(_.chunk(_.range(10), 4), _.zipObject(['a', 'b'], [1, 2]), _.differenceBy([2.1, 1.2], [2.3], Math.floor));
console.log(flow(curry((a, b) => a + b)(1), (n) => n * 2)(4));
console.log(_.isTypedArray(new Uint8Array(1)), _.isArguments((function() { return arguments; })()), _.toString(-0), _.isNative(Array.prototype.push));
let calls = 0;
const memoized = _.memoize((n) => ++calls + n);
console.log(memoized(1), memoized(1), memoized(2), calls);
const debounced = _.debounce(() => console.log('debounced once'), 5);
debounced();
debounced();
