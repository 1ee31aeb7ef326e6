// Bad arguments, limits and the warning of too many listeners.
'use strict';
const events = require('node:events');
const { EventEmitter } = events;
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const emitter = new EventEmitter();
for (const bad of [undefined, null, 1, 'x', {}, Symbol('s')]) {
  for (const name of ['on', 'once', 'off', 'prependListener', 'prependOnceListener', 'removeListener', 'addListener']) console.log(name, typeof bad, show(() => emitter[name]('e', bad) === emitter));
  console.log(show(() => emitter.setMaxListeners(bad)), show(() => { EventEmitter.defaultMaxListeners = bad; }), show(() => events.setMaxListeners(bad)), show(() => events.setMaxListeners(1, bad)), show(() => events.getEventListeners(bad, 'x')), show(() => events.getMaxListeners(bad)), show(() => new EventEmitter({ captureRejections: bad }) && 'made'));
}
console.log(show(() => emitter.setMaxListeners(-1)), show(() => emitter.setMaxListeners(NaN)), emitter.getMaxListeners(), events.getMaxListeners(emitter), events.getMaxListeners(new EventTarget()), EventEmitter.defaultMaxListeners, events.defaultMaxListeners);
process.on('warning', (warning) => console.log(warning.name, warning.message, warning.type, warning.count, warning.emitter === emitter));
emitter.setMaxListeners(2);
for (let i = 0; i < 5; i++) emitter.on('many', () => {});
const target = new EventTarget();
events.setMaxListeners(1, target);
for (let i = 0; i < 3; i++) target.addEventListener('t', () => {});
console.log(events.getEventListeners(emitter, 'many').length, events.getEventListeners(target, 't').length, events.listenerCount(emitter, 'many'), Object.keys(events).sort().join());
console.log(Object.keys(new EventEmitter()), EventEmitter.prototype.on === EventEmitter.prototype.addListener, EventEmitter.usingDomains, show(() => EventEmitter.call({}) === undefined), show(() => EventEmitter() ));
