// Listeners added, removed and thrown out of while an event is emitted.
'use strict';
const { EventEmitter, errorMonitor } = require('node:events');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const emitter = new EventEmitter();
const log = [];
const named = (name, action) => Object.defineProperty(() => { log.push(name); action?.(); }, 'name', { value: name });
const b = named('b');
const a = named('a', () => { emitter.removeListener('x', b); emitter.on('x', named('late')); emitter.prependListener('x', named('early')); });
emitter.on('newListener', (event, listener) => log.push(`+${String(event)}:${listener.name}`));
emitter.on('removeListener', (event, listener) => log.push(`-${String(event)}:${listener.name}`));
emitter.on('x', a);
emitter.once('x', named('once', () => emitter.emit('y', 1)));
emitter.on('x', b);
emitter.prependOnceListener('x', named('first'));
emitter.on('y', (value) => log.push(`y${value}`));
console.log(emitter.emit('x'), log.splice(0).join(' '));
console.log(emitter.emit('x'), log.splice(0).join(' '), emitter.listenerCount('x'), emitter.listenerCount('x', b), emitter.listenerCount('x', a));
emitter.on('z', () => { throw new Error('thrown'); });
emitter.on('z', named('never'));
console.log(show(() => emitter.emit('z')), log.splice(0).join(' '));
emitter.on(errorMonitor, (error) => log.push(`monitor:${error.message}`));
console.log(show(() => emitter.emit('error', new Error('e1'))), show(() => emitter.emit('error', 'text')), show(() => emitter.emit('error', { a: 1 })), show(() => emitter.emit('error')), show(() => emitter.emit('error', null)), log.splice(0).join(' '));
emitter.on('error', (...all) => log.push(`handled:${all.length}`));
console.log(emitter.emit('error', 1, 2), emitter.emit('nothing'), log.splice(0).join(' '));
console.log(emitter.rawListeners('x').map((f) => f.name), emitter.eventNames().map(String));
emitter.removeAllListeners('x');
console.log(log.splice(0).join(' '));
emitter.removeAllListeners();
console.log(log.splice(0).join(' '), emitter.eventNames());
const symbol = Symbol('s');
emitter.on(symbol, function() { console.log(this === emitter, arguments.length); });
for (let count = 0; count < 6; count++) emitter.emit(symbol, ...Array(count).keys());
