// Flags: --expose-gc
'use strict';
const v8 = require('node:v8');
v8.setFlagsFromString('--expose-gc');
const collect = globalThis.gc ?? require('node:vm').runInNewContext('gc');

const profiler = new v8.GCProfiler();
console.log(profiler.stop());
const before = Date.now();
profiler.start();
profiler.start();
collect();
collect();
const profile = profiler.stop();
console.log(profiler.stop(), Object.keys(profile), profile.version, profile.startTime >= before - 1, profile.endTime >= profile.startTime);
const full = profile.statistics.filter(({ gcType }) => gcType === 'MarkSweepCompact');
// A collection on demand may take more than one pass.
console.log(full.length >= 2, full.every(({ cost }) => typeof cost === 'number' && cost >= 0));
for (const key of ['beforeGC', 'afterGC']) {
  const { heapStatistics, heapSpaceStatistics } = full[0][key];
  console.log(key, Object.keys(full[0]), Object.keys(heapStatistics), heapStatistics.usedHeapSize > 0, heapStatistics.heapSizeLimit > heapStatistics.usedHeapSize);
  console.log(Object.keys(heapSpaceStatistics[0]), heapSpaceStatistics.some(({ spaceName, spaceUsedSize }) => spaceName === 'old_space' && spaceUsedSize > 0));
}

// Two at once, each from its own start on.
const first = new v8.GCProfiler();
const second = new v8.GCProfiler();
first.start();
collect();
second.start();
collect();
const counts = [first, second].map((one) => one.stop().statistics.filter(({ gcType }) => gcType === 'MarkSweepCompact').length);
console.log(counts[0] > counts[1], counts[1] > 0);
try { v8.GCProfiler(); } catch (error) { console.log(error.name); }
