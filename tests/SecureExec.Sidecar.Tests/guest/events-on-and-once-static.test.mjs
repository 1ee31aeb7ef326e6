import { EventEmitter, on, once } from 'node:events';
const emitter = new EventEmitter();
const iterator = on(emitter, 'x', { highWaterMark: 3, lowWaterMark: 1 });
emitter.pause = () => console.log('paused'); emitter.resume = () => console.log('resumed');
for (let i = 0; i < 5; i++) emitter.emit('x', i, i * 2);
console.log(await iterator.next(), await iterator.next());
for (let i = 0; i < 3; i++) console.log((await iterator.next()).value);
const waiting = iterator.next();
emitter.emit('x', 'late');
console.log((await waiting).value, emitter.listenerCount('x'));
console.log(await iterator.return(), emitter.listenerCount('x'), await iterator.next());
const target = new EventTarget();
const events = on(target, 'ping');
target.dispatchEvent(new Event('ping')); target.dispatchEvent(new CustomEvent('ping', { detail: 7 }));
console.log((await events.next()).value[0].type, (await events.next()).value[0].detail);
await events.return();
const controller = new AbortController();
const aborted = (async () => { for await (const x of on(emitter, 'y', { signal: controller.signal })) console.log('y', x); })().catch((error) => error.name);
emitter.emit('y', 1);
await new Promise((resolve) => setImmediate(resolve));
controller.abort();
console.log(await aborted, emitter.listenerCount('y'));
const racing = Promise.all([once(emitter, 'a'), once(emitter, 'b')]);
emitter.emit('b', 'B'); emitter.emit('a', 'A', 'A2');
console.log(await racing);
console.log(await Promise.race([once(emitter, 'error'), Promise.resolve('no error')]));
queueMicrotask(() => emitter.emit('error', 'emitted'));
console.log(await once(emitter, 'error'));
for (const args of [[{}, 'x'], [null, 'x'], [emitter, 'x', 5], [emitter, 'x', { signal: 5 }], [emitter, 'x', { signal: AbortSignal.abort('done') }]]) {
  await once(...args).then(() => console.log('resolved'), (error) => console.log('once', error.name, error.code));
  try { const it = on(...args); await it.return(); console.log('made'); } catch (error) { console.log('on', error.name, error.code); }
}
