// A handler decides the exit code; what was asked for before runs first.
'use strict';
process.on('SIGINT', (name, number) => {
  console.log(name, number);
  process.exitCode = 40 + number;
  clearTimeout(timer);
});
process.on('exit', (code) => console.log('exit', code));
const timer = setTimeout(() => {}, 20_000);
setImmediate(() => process.kill(process.pid, 'SIGINT'));
