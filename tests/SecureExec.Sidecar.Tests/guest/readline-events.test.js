'use strict';
const readline = require('readline');
const { PassThrough } = require('stream');
const input = new PassThrough();
const output = new PassThrough();
const rl = readline.createInterface({ input, output, prompt: 'p> ', crlfDelay: 10 });
const written = [];
output.on('data', (chunk) => written.push(String(chunk)));
for (const event of ['line', 'pause', 'resume', 'close', 'history']) rl.on(event, (value) => console.log(event, JSON.stringify(value)));
rl.prompt();
input.write('one\ntwo\r\nthr');
input.write('ee\r');
input.write('\nfour\u2028five\n\n');
rl.question('name? ', (answer) => {
  console.log('answer', answer, rl.terminal, rl.line, rl.cursor, rl.getPrompt());
  rl.setPrompt('new> ');
  rl.prompt(true);
  rl.pause();
  rl.pause();
  rl.resume();
  rl.write('typed\n');
  input.end('last without newline');
});
input.write('Ada\n');
rl.on('close', () => {
  console.log(written);
  try { rl.question('late', () => {}); } catch (error) { console.log(error.code, error.message); }
  try { rl.pause(); } catch (error) { console.log(error.code); }
});
for (const bad of [{ input: {} }, { input, historySize: -1 }, { input, history: 'x' }, { input, completer: 'x' }, { input, tabSize: 0 }, { input, crlfDelay: 'x' }, undefined]) {
  try { readline.createInterface(bad).close(); console.log('made'); } catch (error) { console.log(error.name, error.code ?? '', error.message.split('\n')[0]); }
}
