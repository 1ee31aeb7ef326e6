'use strict';
process.on('exit', (code) => console.log('exit', code));
process.on('uncaughtExceptionMonitor', (e, origin) => console.log(origin, e.message));
Promise.reject(new Error('nobody listens'));
setTimeout(() => console.log('never'), 20);
console.log('main');
