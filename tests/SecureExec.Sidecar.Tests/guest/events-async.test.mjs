import { EventEmitter, once, on, getEventListeners, addAbortListener, errorMonitor, setMaxListeners } from 'node:events';
const e = new EventEmitter();
setTimeout(() => e.emit('ready', 1, 'two'), 1);
console.log(await once(e, 'ready'));
queueMicrotask(() => e.emit('error', new Error('instead')));
try { await once(e, 'ready'); } catch (x) { console.log('rejected', x.message); }
const ac = new AbortController();
setTimeout(() => { e.emit('n', 1); e.emit('n', 2); e.emit('n', 3); setImmediate(() => ac.abort()); }, 1);
try { for await (const [v] of on(e, 'n', { signal: ac.signal })) console.log('value', v); } catch (x) { console.log(x.name, x.code); }
const t = new EventTarget();
t.addEventListener('x', (ev) => console.log(ev.type, ev instanceof Event, ev.target === t, ev.cancelable), { once: true });
t.addEventListener('x', { handleEvent(ev) { console.log('object handler', ev.defaultPrevented); } });
console.log(getEventListeners(t, 'x').length, t.dispatchEvent(new Event('x', { cancelable: true })), getEventListeners(t, 'x').length);
const custom = new CustomEvent('c', { detail: { a: 1 } });
t.addEventListener('c', (ev) => { ev.preventDefault(); ev.stopImmediatePropagation(); console.log(ev.detail); });
t.addEventListener('c', () => console.log('never'));
console.log(t.dispatchEvent(custom), custom.eventPhase, custom.isTrusted);
const signal = AbortSignal.abort('why'); console.log(signal.aborted, signal.reason);
try { AbortSignal.abort().throwIfAborted(); } catch (x) { console.log(x.name, x.message, x.code); }
AbortSignal.any([AbortSignal.timeout(5), new AbortController().signal]).addEventListener('abort', (ev) => console.log('any', ev.target.reason.name));
const c2 = new AbortController(); addAbortListener(c2.signal, () => console.log('abort listener')); c2.abort();
e.on(errorMonitor, (x) => console.log('monitored', x.message)); e.on('error', () => {}); e.emit('error', new Error('m'));
setMaxListeners(3, t); console.log(typeof setMaxListeners);
await new Promise((r) => setTimeout(r, 10));
