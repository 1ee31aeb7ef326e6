// Editing keys, history and completion over a pretended terminal.
'use strict';
const readline = require('readline');
const { PassThrough } = require('stream');
const input = new PassThrough();
const output = Object.assign(new PassThrough(), { columns: 40, rows: 10 });
let screen = '';
output.on('data', (chunk) => { screen += chunk; });
const rl = readline.createInterface({ input, output, terminal: true, history: ['older', 'oldest'], completer: (line) => [['alpha', 'alpine', 'beta'].filter((word) => word.startsWith(line)), line] });
rl.on('line', (line) => console.log('line', JSON.stringify(line)));
rl.on('history', (history) => console.log('history', history.join()));
rl.on('SIGINT', () => console.log('SIGINT'));
const key = (name, extra = {}) => rl.write(null, { name, ...extra });
rl.write('hello world');
key('a', { ctrl: true }); rl.write('>> '); key('e', { ctrl: true }); key('backspace'); key('left'); rl.write('X');
console.log(rl.line, rl.cursor, JSON.stringify(rl.getCursorPos()));
key('w', { ctrl: true }); console.log(rl.line); key('y', { ctrl: true }); console.log(rl.line);
key('u', { ctrl: true }); console.log(JSON.stringify(rl.line)); key('left', { ctrl: true }); key('k', { ctrl: true }); console.log(JSON.stringify(rl.line));
key('up'); console.log(rl.line); key('up'); console.log(rl.line); key('down'); console.log(rl.line);
key('enter');
rl.write('al');
input.write('\t');
setImmediate(() => setImmediate(() => {
  console.log(rl.line);
  input.write('\x1b[D\x1b[D\x7f');
  setTimeout(() => {
    console.log(rl.line, rl.cursor);
    key('c', { ctrl: true });
    rl.close();
    console.log(JSON.stringify(screen).length > 50, screen.includes('alpha'), screen.includes('\x1b[0J'));
  }, 50);
}));
