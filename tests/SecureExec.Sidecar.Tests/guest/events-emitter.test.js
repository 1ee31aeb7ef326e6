'use strict';
const EventEmitter = require('node:events');
const e = new EventEmitter();
console.log(e.emit('none'), EventEmitter.defaultMaxListeners, EventEmitter === EventEmitter.EventEmitter);
e.on('newListener', (name, f) => console.log('new', String(name), f.name));
e.on('removeListener', (name, f) => console.log('removed', String(name), f.name));
function a(...args) { console.log('a', args, this === e); }
function b() { console.log('b'); e.off('x', a); e.on('x', c); }
function c() { console.log('c'); }
e.on('x', a).once('x', b).prependListener('x', function first() { console.log('first'); }).prependOnceListener('x', function zeroth() { console.log('zeroth'); });
console.log(e.emit('x', 1, 2), e.emit('x'));
console.log(e.eventNames(), e.listenerCount('x'), e.listeners('x').map((f) => f.name), e.rawListeners('x').length);
e.removeAllListeners('x'); console.log(e.listenerCount('x'));
try { e.emit('error', new Error('unheard')); } catch (x) { console.log('thrown', x.message); }
try { e.emit('error', { not: 'an error' }); } catch (x) { console.log(x.code, x.message, x.context); }
try { e.on('y', 'not a function'); } catch (x) { console.log(x.name, x.code, x.message); }
e.on('error', (x) => console.log('heard', x)); e.emit('error', 5);
const s = Symbol('sym'); e.on(s, () => {}); console.log(e.eventNames());
process.on('warning', (w) => console.log(w.name, w.type, w.count, w.message.split('.')[0]));
const many = new EventEmitter(); many.setMaxListeners(1); many.on('q', () => {}); many.on('q', () => {});
class Typed extends EventEmitter { constructor() { super({ captureRejections: true }); } }
const t = new Typed(); t.on('error', (x) => console.log('captured', x.message)); t.on('go', async () => { throw new Error('async failure'); }); t.emit('go');
console.log(many);
