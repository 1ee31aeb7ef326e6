// Handlers of signals: arguments, order, once, removal, and that the process goes on.
'use strict';
const seen = [];
const note = (label) => (...args) => { seen.push([label, ...args]); console.log(label, ...args); };
process.on('SIGUSR2', note('first'));
process.once('SIGUSR2', note('once'));
process.prependListener('SIGUSR2', note('before'));
process.on('SIGHUP', note('hup'));
const alive = setInterval(() => {}, 1000);
const wait = (event) => new Promise((resolve) => process.once(event, () => setImmediate(resolve)));
(async () => {
  process.kill(process.pid, 'SIGUSR2');
  console.log('sent', seen.length);
  await wait('SIGUSR2');
  process.kill(process.pid, 12);
  await wait('SIGUSR2');
  process.kill(process.pid, 'SIGHUP');
  await wait('SIGHUP');
  console.log(process.listenerCount('SIGUSR2'), seen.length);
  process.removeAllListeners('SIGHUP');
  console.log(process.kill(process.pid, 0));
  clearInterval(alive);
})();
