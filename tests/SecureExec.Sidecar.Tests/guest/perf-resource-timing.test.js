'use strict';
const { performance, PerformanceObserver } = require('perf_hooks');
const timing = { startTime: 0, endTime: 10, finalServiceWorkerStartTime: 0, redirectStartTime: 0, redirectEndTime: 0, postRedirectStartTime: 1, finalConnectionTimingInfo: null, finalNetworkRequestStartTime: 2, finalNetworkResponseStartTime: 3, encodedBodySize: 5, decodedBodySize: 6 };
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) console.log(JSON.stringify(entry));
  observer.disconnect();
});
observer.observe({ entryTypes: ['resource'] });
const entry = performance.markResourceTiming(timing, 'http://a.example/x', 'fetch', globalThis, 'local', {}, 200, '');
console.log(entry.constructor.name, entry.name, entry.transferSize, entry.responseEnd, entry.duration);
performance.setResourceTimingBufferSize(2);
performance.addEventListener('resourcetimingbufferfull', (event) => console.log(event.type, performance.getEntriesByType('resource').length));
for (let i = 0; i < 3; i++) performance.markResourceTiming(timing, `http://a.example/${i}`, 'fetch', globalThis, '', {}, 200, '');
console.log(performance.getEntriesByType('resource').length);
performance.clearResourceTimings();
console.log(performance.getEntriesByType('resource').length);
