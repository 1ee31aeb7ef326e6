// One deep value under every combination of the layout options.
'use strict';
const { inspect } = require('node:util');
class Point { constructor(x, y) { this.x = x; this.y = y; } get sum() { return this.x + this.y; } set both(v) {} }
const value = { text: "it's", list: [1, , 'two', [3, [4, [5]]]], map: new Map([[{ k: 1 }, new Set(['a', ['b']])]]), point: new Point(1, 2), long: 'word '.repeat(30), fn() {}, [Symbol('key')]: Symbol('value'), date: new Date(0), nothing: null, missing: undefined, big: 123456789n, number: 1234567.891, re: /x/gi };
value.self = value;
value.list.extra = true;
for (const compact of [true, false, 0, 1, 3, 5]) for (const breakLength of [1, 40, 80, 120, Infinity]) for (const depth of [0, 1, 3, null]) console.log(JSON.stringify({ compact, breakLength: String(breakLength), depth }) + '\n' + inspect(value, { compact, breakLength, depth }));
for (const options of [{ showHidden: true }, { colors: true }, { sorted: true }, { sorted: (a, b) => (a < b ? 1 : -1) }, { getters: true }, { getters: 'get' }, { getters: 'set' }, { numericSeparator: true }, { maxArrayLength: 2 }, { maxArrayLength: 0 }, { maxStringLength: 5 }, { maxStringLength: 0 }, { customInspect: false }, { showProxy: true }]) console.log(JSON.stringify(options) + '\n' + inspect(value, options));
