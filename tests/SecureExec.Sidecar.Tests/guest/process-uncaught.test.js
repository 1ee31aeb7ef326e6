'use strict';
process.on('uncaughtExceptionMonitor', (e, origin) => console.log('monitor', e.message, origin));
process.on('exit', (code) => console.log('exit', code));
setTimeout(() => console.log('never'), 100);
setTimeout(() => { throw new TypeError('fatal'); }, 1);
console.log('start');
