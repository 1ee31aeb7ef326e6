'use strict';
const { AsyncLocalStorage, AsyncResource, executionAsyncId, triggerAsyncId } = require('node:async_hooks');
const EventEmitter = require('node:events');
const als = new AsyncLocalStorage(), other = new AsyncLocalStorage({ defaultValue: 'default', name: 'other' });
// What runs when is not the question here: the lines are printed sorted.
const { inspect } = require('node:util');
const lines = []; process.on('exit', () => console.log(lines.sort().join('\n')));
const show = (where) => lines.push(`${where}: ${inspect(als.getStore())} ${inspect(other.getStore())}`);
show('outside');
als.run({ id: 1 }, async () => {
  show('run'); await null; show('after await'); await new Promise((r) => setTimeout(r, 1)); show('after timer');
  setTimeout(show, 1, 'timeout'); setImmediate(show, 'immediate'); process.nextTick(show, 'tick'); queueMicrotask(() => show('microtask')); Promise.resolve().then(() => show('then'));
  const i = setInterval(() => { show('interval'); clearInterval(i); }, 1);
  als.run({ id: 2 }, () => setTimeout(() => show('nested timer'), 3)); als.exit(() => { show('exit'); setTimeout(() => show('exited timer'), 3); }); show('after nested');
  other.run('o', () => process.nextTick(() => show('two stores')));
  require('node:fs').readFile(__filename, () => show('fs callback')); await require('node:fs/promises').stat(__filename); show('fs promise');
  try { als.run(3, () => { throw new Error('x'); }); } catch { show('after throw'); }
});
const e = new EventEmitter(); als.run('listener', () => e.on('x', () => show('emitter'))); als.run('emit', () => e.emit('x'));
const bound = als.run('bound', () => AsyncLocalStorage.bind(() => show('bound'))); const snapshot = als.run('snap', () => AsyncLocalStorage.snapshot()); setTimeout(() => { bound(); snapshot(show, 'snapshot'); }, 2);
class R extends AsyncResource { constructor() { super('R'); } go() { this.runInAsyncScope(show, null, 'resource'); } } const r = als.run('resource store', () => new R()); setImmediate(() => r.go());
(async () => { als.enterWith('entered'); await 1; show('enterWith'); })();
als.run('thenable', async () => { await { then(ok) { show('in then'); ok(); } }; show('after thenable'); });
als.run('gen', async () => { async function* g() { show('gen 1'); yield 1; await null; show('gen 2'); } for await (const _ of g()) show('loop'); });
als.run('rejected', () => Promise.reject(new Error('r')).catch(() => show('catch')).finally(() => show('finally')));
console.log(executionAsyncId(), triggerAsyncId(), other.name);
