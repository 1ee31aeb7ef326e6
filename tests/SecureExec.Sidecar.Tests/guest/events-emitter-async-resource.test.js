// EventEmitterAsyncResource and AsyncLocalStorage through emitters.
'use strict';
const { EventEmitterAsyncResource, EventEmitter, once } = require('node:events');
const { AsyncLocalStorage, executionAsyncId } = require('node:async_hooks');
const storage = new AsyncLocalStorage();
const show = (f) => { try { return f(); } catch (error) { return `${error.name} ${error.code} ${error.message}`; } };
const emitter = storage.run('made', () => new EventEmitterAsyncResource({ name: 'Q' }));
emitter.on('x', function() { console.log(storage.getStore(), executionAsyncId() === emitter.asyncId, this === emitter); });
storage.run('emitting', () => emitter.emit('x'));
console.log(typeof emitter.asyncId, typeof emitter.triggerAsyncId, emitter.asyncResource.eventEmitter === emitter, emitter.asyncResource.constructor.name);
class Sub extends EventEmitterAsyncResource {}
console.log(new Sub().asyncResource.type?.toString(), show(() => new EventEmitterAsyncResource({ name: 1 })), show(() => new EventEmitterAsyncResource(5).asyncId > 0), show(() => new EventEmitterAsyncResource('text').asyncId > 0), show(() => EventEmitterAsyncResource()));
console.log(show(() => Object.getOwnPropertyDescriptor(EventEmitterAsyncResource.prototype, 'asyncId').get.call({})), show(() => emitter.emitDestroy.call({})));
emitter.emitDestroy();
const plain = new EventEmitter();
storage.run('adding', () => plain.on('y', () => console.log('y', storage.getStore())));
storage.run('firing', () => plain.emit('y'));
storage.run('awaiting', async () => { const promise = once(plain, 'z'); setImmediate(() => storage.run('elsewhere', () => plain.emit('z'))); await promise; console.log('z', storage.getStore()); });
