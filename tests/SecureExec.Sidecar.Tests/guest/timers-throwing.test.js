// A timer or immediate that throws does not take the others with it, nor their order.
'use strict';
process.on('uncaughtException', (error) => console.log('uncaught', error.message));
const start = Date.now();
setTimeout(() => { console.log('timer 1'); throw new Error('one'); }, 1);
setTimeout(() => { console.log('timer 2'); process.nextTick(() => console.log('tick of 2')); }, 1);
setTimeout(() => { console.log('timer 3'); Promise.resolve().then(() => console.log('microtask of 3')); throw new Error('three'); }, 1);
while (Date.now() - start < 5);
setTimeout(() => {
  setImmediate(() => { console.log('immediate 1'); throw new Error('four'); });
  setImmediate(() => { console.log('immediate 2'); setImmediate(() => console.log('next turn')); });
  setImmediate(() => { console.log('immediate 3'); clearImmediate(cleared); });
  const cleared = setImmediate(() => console.log('must not come'));
}, 20);
