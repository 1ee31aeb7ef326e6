// Column widths, seen through console.table, readline and util.inspect.
const readline = require('node:readline');
const { getStringWidth } = { getStringWidth: (text) => { const out = new (require('node:stream').Writable)({ write(c, e, n) { n(); } }); const rl = readline.createInterface({ input: new (require('node:stream').PassThrough)(), output: out, terminal: false, prompt: text }); const pos = rl.getCursorPos(); rl.close(); return `${pos.rows}:${pos.cols}`; } };
for (const text of ['abc', 'é', 'e\u0301', '日本', '💩', '👨\u200d👩\u200d👧', '🇫🇷', '❤\ufe0f', '한국', '\u1112\u1161\u11ab', 'ｱ', '①', '½', '\u200b', '…']) console.log(JSON.stringify(text), getStringWidth(text));
console.table([{ name: '日本', value: 1 }, { name: 'é💩', value: 22 }]);
console.log(new Map([['日本語', { a: 'ｘ' }], ['b', [1, 2, 3]]]));
console.log(Array.from({ length: 30 }, (_, i) => (i % 3 ? '日' : 'x').repeat((i % 4) + 1)));
