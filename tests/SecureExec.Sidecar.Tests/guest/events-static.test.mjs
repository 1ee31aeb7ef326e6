import events, { EventEmitter, addAbortListener, getEventListeners, getMaxListeners, on, once, setMaxListeners } from 'node:events';
const emitter = new EventEmitter();
const target = new EventTarget();
emitter.on('a', function named() {}).once('a', () => {}).on(Symbol.for('s'), () => {});
target.addEventListener('a', () => {});
console.log(getEventListeners(emitter, 'a').map((f) => f.name), getEventListeners(target, 'a').length, emitter.eventNames(), emitter.rawListeners('a').length);
console.log(getMaxListeners(emitter), getMaxListeners(target), events.defaultMaxListeners, emitter.listenerCount('a'));
setMaxListeners(3, emitter, target);
console.log(getMaxListeners(emitter), getMaxListeners(target));
process.removeAllListeners('warning');
process.on('warning', (w) => console.log(w.name, w.type, w.count, w.message.replace(/\d+\.\d+/, 'N')));
for (let i = 0; i < 4; i++) emitter.on('many', () => {});
const controller = new AbortController();
const disposable = addAbortListener(controller.signal, (event) => console.log('abort', event.type));
const gone = addAbortListener(controller.signal, () => console.log('must not come'));
gone[Symbol.dispose]();
controller.abort();
console.log(typeof disposable[Symbol.dispose]);
setTimeout(() => { emitter.emit('n', 1); emitter.emit('n', 2, 3); emitter.emit('end'); }, 1);
for await (const args of on(emitter, 'n', { close: ['end'] })) console.log(args);
await once(emitter, 'x', { signal: AbortSignal.abort() }).catch((error) => console.log(error.name, error.code));
const [event] = await Promise.all([once(target, 'ping'), target.dispatchEvent(new Event('ping'))]);
console.log(event[0].type);
for (const bad of [-1, NaN, 'x']) { try { emitter.setMaxListeners(bad); } catch (error) { console.log(error.code, error.message); } }
try { emitter.on('x', 1); } catch (error) { console.log(error.code, error.message); }
console.log(emitter.off('a', () => {}) === emitter, emitter.removeAllListeners().eventNames());
