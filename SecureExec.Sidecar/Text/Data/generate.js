'use strict';
// Writes width.txt: the columns of every code point on a terminal, as the pinned Node's internalBinding('icu') counts them.
//   node --expose-internals --no-warnings generate.js > width.txt
// Z: 0 columns, C: 0 or 2 when ambiguous characters are wide, A: 1 or 2 likewise, W: 2. Left out: 1.
// An "e" behind it: an emoji that a zero-width joiner in front of it merges into the character before.
const { internalBinding } = require('internal/test/binding');
const { getStringWidth } = internalBinding('icu');
const names = { '0,0': 'Z', '0,2': 'C', '1,2': 'A', '2,2': 'W', '1,1': '' };
const lines = [];
let start = 0;
let current = '';
for (let cp = 0; cp <= 0x110000; cp++) {
  let value = '';
  if (cp < 0x110000 && !(cp >= 0xD800 && cp <= 0xDFFF)) {
    const c = String.fromCodePoint(cp);
    value = names[[getStringWidth(c), getStringWidth(c, true)].join(',')];
    if (/\p{Emoji_Presentation}|\p{Emoji_Modifier}/u.test(c)) value += 'e';
  }
  if (value === current) continue;
  if (current !== '') lines.push(`${start.toString(16)}-${(cp - 1).toString(16)};${current}`);
  [start, current] = [cp, value];
}
process.stdout.write(`${lines.join('\n')}\n`);
