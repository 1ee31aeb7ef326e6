// Ids and triggers of what timers, ticks, promises and fs make; relations only.
'use strict';
const { createHook, executionAsyncId, triggerAsyncId, executionAsyncResource, AsyncResource } = require('async_hooks');
const fs = require('fs');
const log = (...args) => fs.writeSync(1, args.join(' ') + '\n');
const made = new Map();
const events = [];
const hook = createHook({
  init(id, type, trigger, resource) { made.set(id, { type, trigger, resource }); events.push(`init ${type}`); },
  before(id) { events.push(`before ${made.get(id)?.type}`); },
  after(id) { events.push(`after ${made.get(id)?.type}`); },
  destroy(id) { events.push(`destroy ${made.get(id)?.type}`); },
}).enable();
const top = executionAsyncId();
log(top, triggerAsyncId(), typeof executionAsyncResource());
setTimeout(() => {
  const id = executionAsyncId();
  log('timeout', made.get(id).type, made.get(id).trigger === top, executionAsyncResource() === made.get(id).resource);
  setImmediate(() => log('immediate', made.get(executionAsyncId()).trigger === id, triggerAsyncId() === id));
  process.nextTick(() => log('tick', made.get(executionAsyncId()).type, triggerAsyncId() === id));
}, 30);
const resource = new AsyncResource('Mine', { triggerAsyncId: 1, requireManualDestroy: true });
log(resource.runInAsyncScope(function(a, b) { return [this.x, a, b, executionAsyncId() === resource.asyncId(), triggerAsyncId()].join(); }, { x: 'this' }, 'a', 'b'));
try { resource.runInAsyncScope(() => { throw new Error('inside'); }); } catch (error) { log(error.message, executionAsyncId() === top); }
resource.emitDestroy();
for (const bad of [() => new AsyncResource(), () => new AsyncResource(''), () => new AsyncResource('X', -2), () => new AsyncResource('X', { triggerAsyncId: 'a' }), () => createHook({ init: 1 }), () => AsyncResource.bind(1)]) {
  try { bad(); log('taken'); } catch (error) { log(error.name, error.code, error.message); }
}
const bound = resource.bind(function(x) { return `${x} ${executionAsyncId() === resource.asyncId()}`; });
log(bound('bound'), bound.length);
setTimeout(() => {
  fs.stat('/', () => {
    log('fs', made.get(executionAsyncId()).type, executionAsyncResource().constructor.name);
    setTimeout(finish, 10);
  });
}, 90);
function finish() {
  hook.disable();
  log(events.filter((event) => /^(init|before|after) (Timeout|Immediate|TickObject|Mine|FSREQ)/.test(event)).join('\n'));
}
