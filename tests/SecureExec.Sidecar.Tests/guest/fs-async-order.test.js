'use strict';
// Completions against ticks, microtasks, immediates; AsyncLocalStorage and async_hooks through fs.
const fs = require('node:fs');
const { AsyncLocalStorage, AsyncResource, executionAsyncId, triggerAsyncId, createHook } = require('node:async_hooks');
fs.writeFileSync('f', 'x');
const log = [];
fs.stat('f', () => {
  log.push('stat');
  process.nextTick(() => log.push('tick in stat'));
  Promise.resolve().then(() => log.push('microtask in stat'));
  setImmediate(() => log.push('immediate in stat'));
  setTimeout(() => { log.push('timeout in stat'); finish(); }, 0);
});
process.nextTick(() => log.push('tick'));
Promise.resolve().then(() => log.push('microtask'));
log.push('main');
function finish() {
  console.log(log.join(', '));
  locals();
}
const storage = new AsyncLocalStorage();
function locals() {
  const seen = [];
  storage.run('outer', () => {
    fs.readFile('f', () => seen.push(`readFile ${storage.getStore()}`));
    fs.stat('f', () => {
      seen.push(`stat ${storage.getStore()}`);
      storage.run('inner', () => fs.open('f', (error, fd) => { seen.push(`open ${storage.getStore()}`); fs.close(fd, () => seen.push(`close ${storage.getStore()}`)); }));
    });
    fs.promises.stat('f').then(() => seen.push(`promise ${storage.getStore()}`));
    (async () => { const handle = await fs.promises.open('f'); seen.push(`handle ${storage.getStore()}`); await handle.close(); seen.push(`closed ${storage.getStore()}`); })();
    fs.createReadStream('f').on('data', () => seen.push(`stream ${storage.getStore()}`));
    fs.opendir('.', (error, dir) => { seen.push(`opendir ${storage.getStore()}`); dir.close(() => seen.push(`dir closed ${storage.getStore()}`)); });
    fs.cp('f', 'g', () => seen.push(`cp ${storage.getStore()}`));
  });
  fs.stat('f', () => seen.push(`outside ${storage.getStore()}`));
  setTimeout(() => { console.log(seen.sort().join(', ')); hooks(); }, 200);
}
function hooks() {
  const events = [];
  const ids = new Map();
  const hook = createHook({
    init(id, type, trigger, resource) { if (type.startsWith('FS') || type === 'FILEHANDLE') { ids.set(id, type); events.push(`init ${type} ${typeof resource}`); } },
    before(id) { if (ids.has(id)) events.push(`before ${ids.get(id)}`); },
    after(id) { if (ids.has(id)) events.push(`after ${ids.get(id)}`); },
    destroy(id) { if (ids.has(id)) events.push(`destroy ${ids.get(id)}`); },
  }).enable();
  fs.stat('f', function callback() {
    events.push(`in callback ${ids.get(executionAsyncId())} ${triggerAsyncId() > 0}`);
    setTimeout(() => { hook.disable(); console.log(events.join(', ')); }, 50);
  });
  new AsyncResource('MINE').runInAsyncScope(() => events.push('scope'));
}
