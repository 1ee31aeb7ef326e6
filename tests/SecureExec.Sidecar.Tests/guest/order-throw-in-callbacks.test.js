'use strict';
process.on('uncaughtException', (e, origin) => { console.log('caught', e.message, origin); process.nextTick(() => console.log('tick after', e.message)); });
function arm() {
  setTimeout(() => { process.nextTick(() => console.log('tick still runs')); Promise.resolve().then(() => console.log('microtask still runs')); throw new Error('timer 1'); }, 1);
  setTimeout(() => console.log('timer 2 of the same list'), 1);
}
setImmediate(() => { throw new Error('immediate 1'); });
setImmediate(() => { console.log('immediate 2'); arm(); });
process.nextTick(() => { throw new Error('tick'); });
process.nextTick(() => console.log('second tick'));
queueMicrotask(() => { throw new Error('microtask'); });
queueMicrotask(() => console.log('second microtask'));
Promise.reject(new Error('rejection'));
throw new Error('main');
