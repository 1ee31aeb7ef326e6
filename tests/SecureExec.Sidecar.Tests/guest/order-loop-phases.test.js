// Phases of the loop against ticks, microtasks and immediates, from inside callbacks of each kind.
'use strict';
const log = [];
const note = (label) => () => log.push(label);
const around = (label) => { process.nextTick(note(`${label} tick`)); Promise.resolve().then(note(`${label} micro`)); queueMicrotask(() => { log.push(`${label} queue`); process.nextTick(note(`${label} tick of queue`)); }); setImmediate(note(`${label} immediate`)); };
around('main');
setImmediate(() => { log.push('immediate'); around('in immediate'); });
setImmediate(() => { log.push('immediate 2'); });
{
  setTimeout(() => {
    log.push('timeout');
    around('in timeout');
    process.nextTick(() => { process.nextTick(note('tick of tick')); Promise.resolve().then(note('micro of tick')); });
    (async () => { log.push('async sync part'); await null; log.push('after await'); await new Promise((resolve) => process.nextTick(resolve)); log.push('after tick await'); })();
  }, 30);
}
process.on('beforeExit', (() => { let times = 0; return () => { log.push(`beforeExit ${++times}`); if (times === 1) setImmediate(note('revived')); }; })());
process.on('exit', () => console.log(log.join('\n')));
