// There is no terminal: what says so, and what refuses.
'use strict';
const tty = require('tty');
console.log([0, 1, 2, 3, 99].map((fd) => tty.isatty(fd)).join(), [-1, 1.5, 'x', null, {}, 2 ** 40].map((fd) => tty.isatty(fd)).join());
for (const bad of [-1, 1.5, 'x', null]) {
  for (const Stream of [tty.ReadStream, tty.WriteStream]) {
    try { new Stream(bad); } catch (error) { console.log(Stream.name, error.name, error.code, error.message); }
  }
}
const depth = tty.WriteStream.prototype.getColorDepth;
const colors = tty.WriteStream.prototype.hasColors;
for (const env of [{}, { TERM: 'dumb' }, { TERM: 'xterm-256color' }, { COLORTERM: 'truecolor' }, { FORCE_COLOR: '0' }, { FORCE_COLOR: '3' }, { NO_COLOR: '1' }, { TMUX: '1' }, { CI: '1', GITHUB_ACTIONS: '1' }, { TERM: 'linux' }, { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0' }]) {
  console.log(JSON.stringify(env), depth(env), colors.call({ getColorDepth: depth }, 256, env), colors.call({ getColorDepth: depth }, env));
}
for (const fd of [1, 98]) {
  try { new tty.WriteStream(fd); } catch (error) { console.log(error.name, error.code, error.message, error.info?.syscall); }
}
console.log(process.stdout.isTTY, process.stdout.columns, process.stdout.hasColors, process.stdin.isTTY, process.stdin.setRawMode);
