// A clone shares what is recorded; through structuredClone and a message port.
'use strict';
const { createHistogram, monitorEventLoopDelay } = require('perf_hooks');
const histogram = createHistogram();
histogram.record(10);
const clone = structuredClone(histogram);
histogram.record(1000);
console.log(clone.count, clone.max, clone.constructor.name, typeof clone.record);
clone.record(3);
console.log(histogram.count, histogram.min);
const { port1, port2 } = new MessageChannel();
port2.once('message', (received) => {
  console.log(received.count, received.mean === histogram.mean);
  port2.close();
});
port1.postMessage(histogram);
const delay = monitorEventLoopDelay({ resolution: 5 });
console.log(delay.enable(), delay.enable(), delay.disable(), delay.disable(), delay.constructor.name);
for (const bad of [{ resolution: 0 }, { resolution: 'x' }, null, { resolution: 1.5 }]) {
  try { monitorEventLoopDelay(bad); } catch (error) { console.log(error.code, error.message); }
}
