'use strict';
const { performance, PerformanceObserver, performance: p } = require('node:perf_hooks');
console.log(typeof performance.now(), performance.now() >= 0, performance.now() < 60000, performance.timeOrigin > 1.6e12, Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 2000);
const a = performance.mark('a'), b = performance.mark('b', { detail: { x: 1 } }); console.log(a.name, a.entryType, a.duration, b.detail, b.startTime >= a.startTime);
const m = performance.measure('m', 'a', 'b'); console.log(m.name, m.entryType, m.duration >= 0, performance.getEntries().map((e) => e.name).join(), performance.getEntriesByType('mark').length);
performance.clearMarks('a'); console.log(performance.getEntriesByName('a').length, performance.getEntriesByType('mark').map((e) => e.name));
try { performance.measure('x', 'gone'); } catch (e) { console.log(e.name, e.code); }
console.log(Object.keys(performance.nodeTiming.toJSON()).join(), performance.nodeTiming.bootstrapComplete > 0, performance.nodeTiming.loopExit, typeof performance.eventLoopUtilization().utilization);
console.log(performance.timerify((x) => x * 2)(21), p === globalThis.performance, PerformanceObserver.supportedEntryTypes.includes('measure'));
const o = new PerformanceObserver((list) => { console.log(list.getEntries().map((e) => e.name + e.entryType)); o.disconnect(); }); o.observe({ entryTypes: ['mark', 'measure'] }); performance.mark('seen'); performance.measure('seen too', 'seen');
