// The loop's own figures: present, of the right sign, and they do not keep the process alive.
'use strict';
const { monitorEventLoopDelay, performance, eventLoopUtilization } = require('perf_hooks');
const early = eventLoopUtilization();
console.log(early.idle, early.active, early.utilization);
const delay = monitorEventLoopDelay({ resolution: 2 });
delay.enable();
const { nodeTiming } = performance;
console.log(nodeTiming.loopStart, nodeTiming.loopExit, nodeTiming.name, nodeTiming.entryType, nodeTiming.startTime);
console.log(nodeTiming.nodeStart < nodeTiming.v8Start, nodeTiming.v8Start < nodeTiming.environment, nodeTiming.environment < nodeTiming.bootstrapComplete);
setTimeout(() => {
  const now = performance.eventLoopUtilization();
  console.log(now.idle > 0, now.active > 0, now.utilization > 0 && now.utilization < 1);
  const later = performance.eventLoopUtilization(now);
  console.log(later.active >= 0, later.idle >= 0);
  console.log(nodeTiming.loopStart > 0, nodeTiming.idleTime > 0, nodeTiming.uvMetricsInfo.loopCount > 0, Object.keys(nodeTiming.uvMetricsInfo).join());
  delay.disable();
  console.log(delay.count > 0, delay.min > 0, delay.max >= delay.min, delay.percentile(50) > 0);
  delay.reset();
  console.log(delay.count);
  delay.enable(); // left enabled: the process ends all the same
}, 100);
process.on('exit', () => console.log('exit', nodeTiming.loopExit > nodeTiming.loopStart));
