// events.on and events.once: values, errors, abort signals, close events, order.
import { EventEmitter, on, once } from 'node:events';
const emitter = new EventEmitter();
const tell = (error) => `${error.name} ${error.code} ${error.message} ${error.cause}`;
queueMicrotask(() => { emitter.emit('a', 1, 2); emitter.emit('a', 3); });
console.log(await once(emitter, 'a'), emitter.listenerCount('a'), emitter.listenerCount('error'));
queueMicrotask(() => emitter.emit('error', new TypeError('bad')));
console.log(await once(emitter, 'a').catch(tell));
queueMicrotask(() => emitter.emit('error', new TypeError('wanted')));
console.log(String(await once(emitter, 'error')));
const controller = new AbortController();
const pending = once(emitter, 'never', { signal: controller.signal });
controller.abort(new RangeError('reason'));
console.log(await pending.catch(tell), await once(emitter, 'x', { signal: AbortSignal.abort() }).catch(tell), emitter.eventNames());
for (const bad of [1, null, 'x', {}]) console.log(await once(emitter, 'x', { signal: bad }).catch(tell), await once(bad, 'x').catch(tell));
const iterator = on(emitter, 'v', { close: ['end'] });
emitter.emit('v', 1);
emitter.emit('v', 2, 'two');
const waiting = [iterator.next(), iterator.next(), iterator.next()];
emitter.emit('v', 3);
emitter.emit('v', 4);
emitter.emit('end');
emitter.emit('v', 5);
console.log(JSON.stringify(await Promise.all(waiting)));
for await (const value of iterator) console.log(value);
console.log(await iterator.next(), emitter.eventNames());
const failing = on(emitter, 'v');
emitter.emit('v', 'before');
emitter.emit('error', new Error('stop'));
try {
  for await (const value of failing) console.log(value);
} catch (error) {
  console.log(tell(error));
}
console.log(await (async () => on(emitter, 'v', { signal: AbortSignal.abort('why') }))().catch(tell));
const abort = new AbortController();
const stopped = on(emitter, 'v', { signal: abort.signal });
abort.abort('later');
console.log(await stopped.next().catch(tell));
const broken = on(emitter, 'v');
setImmediate(() => { emitter.emit('v', 'only'); emitter.emit('v', 'dropped'); });
for await (const [value] of broken) { console.log(value); break; }
console.log(emitter.listenerCount('v'), await (async () => broken.throw(new Error("late")))().then(String, tell), await (async () => broken.throw())().then(String, tell));
const limited = on(emitter, 'w', { highWaterMark: 2, lowWaterMark: 1 });
Object.assign(emitter, { pause: () => console.log('pause'), resume: () => console.log('resume') });
for (let i = 0; i < 4; i++) emitter.emit('w', i);
for (let i = 0; i < 4; i++) console.log((await limited.next()).value);
const target = new EventTarget();
setImmediate(() => target.dispatchEvent(new Event('ping')));
console.log((await once(target, 'ping'))[0].type);
