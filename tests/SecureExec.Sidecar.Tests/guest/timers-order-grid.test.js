// The order of ticks, microtasks, immediates and timers, nested in one another, cleared and refreshed.
'use strict';
const timers = require('node:timers');
const log = [];
let left = 0;
const kinds = { tick: (f) => process.nextTick(f), micro: (f) => queueMicrotask(f), promise: (f) => Promise.resolve().then(f), immediate: (f) => setImmediate(f), async: async (f) => { await null; f(); } };
const names = Object.keys(kinds);
for (const a of names) for (const b of names) { left++; kinds[a](() => { log.push(`${a}>`); kinds[b](() => { log.push(`${a}>${b}`); if (--left === 0) second(); }); }); }
log.push('sync');
function second() {
  console.log(log.splice(0).join(' '));
  const order = [];
  const t = setTimeout(() => order.push('cleared'), 1); clearTimeout(t);
  const i = setImmediate(() => order.push('cleared')); clearImmediate(i);
  const number = +setTimeout(() => order.push('by number'), 1); clearTimeout(String(number));
  setTimeout((...args) => order.push(args.join('-')), 1, 'a', 'b', 'c');
  setTimeout(() => order.push('same 1'), 5); setTimeout(() => { order.push('same 2'); process.nextTick(() => order.push('tick between')); Promise.resolve().then(() => order.push('micro between')); }, 5); setTimeout(() => order.push('same 3'), 5);
  let count = 0;
  const interval = setInterval(() => { order.push(`interval ${++count}`); if (count === 3) { clearInterval(interval); setTimeout(third, 20, order); } }, 15);
  console.log(interval.hasRef(), interval.unref().hasRef(), interval.ref() === interval, typeof interval[Symbol.toPrimitive](), interval.constructor.name, i.constructor.name, i.hasRef());
}
function third(order) {
  console.log(order.join(' '));
  const show = (f) => { try { return String(f()?.constructor?.name); } catch (error) { return `${error.code} ${error.message}`; } };
  for (const bad of [undefined, null, 5, 'code', {}]) console.log(typeof bad, show(() => setTimeout(bad)), show(() => setInterval(bad)), show(() => setImmediate(bad)), show(() => queueMicrotask(bad)), show(() => process.nextTick(bad)));
  process.on('warning', (warning) => console.log(warning.name, warning.message));
  for (const delay of [-1, NaN, Infinity, 2 ** 31, '5', null, undefined, 0.5, 1n]) { try { const x = setTimeout(() => {}, delay); console.log(String(delay), x._idleTimeout); clearTimeout(x); } catch (error) { console.log(String(delay), error.name); } }
  for (const odd of [undefined, null, NaN, 'x', {}, -1, 1e9, Symbol('s'), () => {}]) { clearTimeout(odd); clearInterval(odd); clearImmediate(odd); }
  console.log(Object.keys(timers).sort().join(), timers.setTimeout === setTimeout);
  setTimeout(() => { setImmediate(() => console.log('immediate in timer')); setTimeout(() => console.log('timer in timer'), 0); process.nextTick(() => console.log('tick in timer')); }, 1);
}
