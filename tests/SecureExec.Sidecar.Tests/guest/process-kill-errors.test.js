// process.kill: what it refuses, and how.
'use strict';
const attempts = [
  ['abc'], [undefined, 'SIGTERM'], [null, 'SIGTERM'], [process.pid, 'SIGNONE'], [process.pid, 'sigterm'], [process.pid, 99],
  [99_999_999, 0], ['99999999', 0], [process.pid, 'SIGKILLX'], [NaN, 0], [{}, 0], [Infinity, 0],
];
for (const args of attempts) {
  try {
    console.log(process.kill(...args));
  } catch (error) {
    console.log(error.name, error.code, error.syscall, error.errno, error.message.replace(String(process.pid), 'PID'));
  }
}
for (const name of ['SIGKILL', 'SIGSTOP']) {
  try {
    process.on(name, () => {});
    console.log(name, 'listens');
  } catch (error) {
    console.log(name, error.code, error.syscall, error.message);
  }
}
console.log(process.listenerCount('SIGKILL'));
