// Every kind of character and quote, alone, as keys, in long and multi-line strings.
'use strict';
const { inspect } = require('node:util');
let line = '';
for (let code = 0; code < 0x180; code++) line += inspect(String.fromCharCode(code)) + (code % 16 === 15 ? '\n' : ' ');
console.log(line);
for (const text of ["'", '"', '`', "'\"", "'`", '"`', "'\"`", "\\", "a'b\nc", '\ud800', '\udc00', '\ud83d\ude00', 'x\ud800y', '\u2028', '\ufeff', '\u200b', '\x7f', '\x9b', 'é', 'line1\nline2\nline3', 'a\tb', `${'long '.repeat(40)}\n${'more '.repeat(40)}`]) {
  console.log(inspect(text), inspect({ [text]: text }), inspect([text]), inspect(new String(text)), inspect(Symbol(text)), inspect(new Map([[text, text]])), inspect({ a: { b: text } }, { breakLength: 30 }));
}
console.log(inspect({ a: 1, 'b-c': 2, 1: 3, '01': 4, _: 5, $: 6, 'é': 7, '': 8, 'a b': 9, class: 10, [Symbol()]: 11, [Symbol('')]: 12, [Symbol.iterator]: 13, [Symbol('a b')]: 14, ['__proto__']: 15 }));
