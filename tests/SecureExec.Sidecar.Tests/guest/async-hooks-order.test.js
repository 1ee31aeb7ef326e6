'use strict';
const { createHook, executionAsyncId, triggerAsyncId, AsyncResource } = require('node:async_hooks');
const types = new Map(); const log = []; const known = new Set(['Timeout', 'Immediate', 'TickObject', 'PROMISE', 'Mine']);
const hook = createHook({ init(id, type, trigger) { types.set(id, type); if (known.has(type) && type !== 'TickObject') log.push(`init ${type}`); }, before(id) { if (known.has(types.get(id)) && types.get(id) !== 'TickObject') log.push(`before ${types.get(id)} ${executionAsyncId() === id}`); }, after(id) { if (known.has(types.get(id)) && types.get(id) !== 'TickObject') log.push(`after ${types.get(id)}`); } }).enable();
setImmediate(() => { log.push('in immediate'); setTimeout(() => { log.push('in timeout'); setTimeout(() => { hook.disable(); console.log(log.join('\n')); }, 5); }, 1); });
new Promise((r) => r()).then(() => log.push('in then'));
const mine = new AsyncResource('Mine'); mine.runInAsyncScope(() => log.push(`scope ${executionAsyncId() === mine.asyncId()} ${typeof mine.triggerAsyncId()}`)); mine.emitDestroy();
