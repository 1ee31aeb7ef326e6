'use strict';
const log = (s) => console.log(s);
// Makes every timer set so far due, so that the order does not depend on the machine's speed.
const pass = () => { for (const end = Date.now() + 5; Date.now() < end;); };
setTimeout(() => { log('timeout 1'); process.nextTick(() => log('tick in timeout 1')); Promise.resolve().then(() => log('microtask in timeout 1')); }, 0);
setTimeout(() => log('timeout 2'), 0);
setImmediate(() => { log('immediate 1'); process.nextTick(() => log('tick in immediate')); setImmediate(() => log('immediate in immediate')); setTimeout(() => log('timeout in immediate'), 0); pass(); });
setImmediate(() => log('immediate 2'));
process.nextTick(() => { log('tick 1'); process.nextTick(() => log('tick in tick')); Promise.resolve().then(() => log('microtask in tick')); });
process.nextTick((a, b) => log(`tick args ${a} ${b}`), 1, 2);
Promise.resolve().then(() => { log('microtask 1'); process.nextTick(() => log('tick in microtask')); }).then(() => log('microtask 2'));
queueMicrotask(() => { log('queueMicrotask'); queueMicrotask(() => log('queueMicrotask nested')); });
(async () => { log('async start'); await null; log('async after await'); await new Promise((r) => process.nextTick(r)); log('async after tick'); await new Promise((r) => setImmediate(r)); log('async after immediate'); })();
pass();
log('sync end');
