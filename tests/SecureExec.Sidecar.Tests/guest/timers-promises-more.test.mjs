import { scheduler, setImmediate as immediate, setInterval as interval, setTimeout as delay } from 'node:timers/promises';
console.log(await delay(1, 'value'), await immediate('now'), await scheduler.yield(), await scheduler.wait(1));
const controller = new AbortController();
const waiting = delay(60_000, null, { signal: controller.signal });
controller.abort(new Error('my reason'));
await waiting.catch((error) => console.log(error.name, error.code, error.message, error.cause.message));
for (const make of [() => delay(1, 0, { signal: AbortSignal.abort() }), () => immediate(0, { signal: AbortSignal.abort('x') }), () => scheduler.wait(1, { signal: AbortSignal.abort() })]) {
  await make().catch((error) => console.log(error.name, error.code, String(error.cause)));
}
for (const bad of [() => delay(1, 0, 1), () => delay(1, 0, { signal: 1 }), () => delay(1, 0, { ref: 1 }), () => delay('1', 0), () => immediate(0, 'x'), () => scheduler.wait('x')]) {
  await Promise.resolve().then(bad).then(() => console.log('taken'), (error) => console.log(error.code, error.message));
}
let count = 0;
for await (const value of interval(1, 'tick')) {
  console.log(value, ++count);
  if (count === 3) break;
}
const stop = new AbortController();
try {
  for await (const value of interval(1, 'again', { signal: stop.signal })) { console.log(value); stop.abort(); }
} catch (error) { console.log(error.code); }
delay(60_000, 0, { ref: false });
console.log('end');
