import { createHistogram, performance, PerformanceObserver, timerify } from 'node:perf_hooks';
const entries = [];
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) entries.push([entry.entryType, entry.name, entry.duration >= 0, JSON.stringify(entry.detail)]);
});
observer.observe({ entryTypes: ['function'] });
const histogram = createHistogram();
function add(a, b) { return a + b; }
class Thing { constructor(n) { this.n = n; } }
const timed = timerify(add, { histogram });
console.log(timed(1, 2), timed.name, timed.length);
const TimedThing = performance.timerify(Thing);
console.log(new TimedThing(5).n, new TimedThing(1) instanceof Thing);
const failing = timerify(() => { throw new Error('inside'); });
try { failing(); } catch (error) { console.log(error.message); }
const slow = timerify(async (n) => { await null; return n; }, { histogram });
console.log(await slow(7));
for (const bad of [1, null, undefined, {}]) {
  try { timerify(bad); } catch (error) { console.log(error.code, error.message); }
}
try { timerify(add, { histogram: {} }); } catch (error) { console.log(error.code, error.message); }
await new Promise((resolve) => setTimeout(resolve, 20));
observer.disconnect();
console.log(entries.length, histogram.count);
for (const entry of entries) console.log(...entry);
