// Order of unhandledRejection, rejectionHandled and uncaughtException.
'use strict';
process.on('unhandledRejection', (reason, promise) => console.log('unhandled', reason instanceof Error ? reason.message : reason, promise instanceof Promise));
process.on('rejectionHandled', (promise) => console.log('handled late', promise === late));
process.on('uncaughtException', (error, origin) => console.log('uncaught', error.message ?? error, origin));
process.on('uncaughtExceptionMonitor', (error, origin) => console.log('monitor', error.message ?? error, origin));
const late = Promise.reject(new Error('late'));
Promise.reject(1);
const same = Promise.reject(2);
same.catch(() => console.log('caught in time'));
setImmediate(() => {
  late.catch(() => console.log('now caught'));
  setImmediate(() => {
    queueMicrotask(() => { throw new Error('from microtask'); });
    process.nextTick(() => { throw new Error('from tick'); });
    setTimeout(() => { throw new Error('from timer'); }, 100);
    new Promise(() => { throw new Error('in executor'); });
  });
});
process.nextTick(() => console.log('tick'));
