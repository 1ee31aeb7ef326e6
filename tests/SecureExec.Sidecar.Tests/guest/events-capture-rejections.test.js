// Promises of listeners that reject: the error event, a method of the emitter's own, and neither.
'use strict';
const { EventEmitter, captureRejectionSymbol } = require('node:events');
const plain = new EventEmitter({ captureRejections: true });
plain.on('error', (error) => console.log('error', error.message));
plain.on('x', async (value) => { await null; throw new Error(`x${value}`); });
plain.on('x', (value) => Promise.reject(new Error(`y${value}`)));
plain.on('x', () => ({ then(resolve, reject) { reject(new Error('thenable')); } }));
plain.on('x', () => ({ get then() { throw new Error('getter'); } }));
plain.emit('x', 1);
const own = new EventEmitter({ captureRejections: true });
own[captureRejectionSymbol] = (error, event, ...args) => console.log('own', error.message, event, args);
own.on('y', async () => { throw new Error('mine'); });
own.emit('y', 1, 2);
const off = new EventEmitter();
off.on('z', async () => { throw new Error('unhandled'); });
process.on('unhandledRejection', (error) => console.log('unhandledRejection', error.message));
off.emit('z');
const nested = new EventEmitter({ captureRejections: true });
nested.on('error', async () => { throw new Error('from error'); });
nested.on('w', async () => { throw new Error('first'); });
nested.emit('w');
for (const bad of [1, null, 'x']) try { off[captureRejectionSymbol] = bad; new EventEmitter({ captureRejections: bad }); console.log('accepted'); } catch (error) { console.log(error.code, error.message); }
try { EventEmitter.captureRejections = 1; } catch (error) { console.log(error.code, error.message); }
console.log(EventEmitter.captureRejections, captureRejectionSymbol.toString());
