'use strict';
const readline = require('readline');
const { Readline } = require('readline/promises');
const { Writable } = require('stream');
const chunks = [];
const out = new Writable({ write(chunk, _, done) { chunks.push(JSON.stringify(String(chunk))); done(); } });
const done = (...args) => console.log('done', args.length);
console.log(readline.clearLine(out, -1, done), readline.clearLine(out, 0), readline.clearLine(out, 1));
console.log(readline.clearScreenDown(out), readline.cursorTo(out, 3), readline.cursorTo(out, 3, 4), readline.moveCursor(out, -2, 5), readline.moveCursor(out, 0, 0));
console.log(chunks.splice(0).join());
for (const action of [() => readline.clearLine(out, 0, 'x'), () => readline.cursorTo(out, 'a'), () => readline.cursorTo(out, 1, 'b'), () => readline.cursorTo(out, NaN), () => readline.moveCursor(out, 1, 1, 'x'), () => readline.clearLine(null, 0, done), () => readline.cursorTo(out)]) {
  try { console.log(action()); } catch (error) { console.log(error.name, error.code, error.message); }
}
const queue = new Readline(out);
console.log(queue.clearLine(0).cursorTo(1, 2).moveCursor(1, -1).clearScreenDown() === queue, chunks.length);
queue.commit().then(() => {
  console.log(chunks.splice(0).join());
  queue.cursorTo(9).rollback();
  return queue.commit();
}).then(() => console.log(chunks.length));
new Readline(out, { autoCommit: true }).clearLine(1);
try { new Readline({}); } catch (error) { console.log(error.code, error.message); }
