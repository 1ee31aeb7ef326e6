'use strict';
const { performance, PerformanceObserver } = require('node:perf_hooks');
console.log(performance === globalThis.performance, typeof performance.now(), performance.now() >= 0, performance.timeOrigin > 1e12, typeof performance.toJSON());
const o = new PerformanceObserver((list) => { for (const e of list.getEntries()) console.log('observed', e.entryType, e.name, e.detail); o.disconnect(); }); o.observe({ entryTypes: ['mark', 'measure'] });
performance.mark('a', { detail: 1, startTime: 5 }); performance.mark('b', { startTime: 9 }); const m = performance.measure('a to b', 'a', 'b'); console.log(m.startTime, m.duration, m.name, m.toJSON().entryType);
console.log(performance.getEntries().length, performance.getEntriesByName('a').length, performance.getEntriesByType('measure').length); performance.clearMarks('a'); performance.clearMeasures(); console.log(performance.getEntries().map((e) => e.name));
try { performance.measure('x', 'nope'); } catch (e) { console.log(e.name, e.code, e.message); }
console.log(PerformanceObserver.supportedEntryTypes.includes('mark'), performance.timerify(function named(a) { return a; })(3), typeof performance.eventLoopUtilization().utilization);
