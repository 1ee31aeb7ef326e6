'use strict';
const { createHistogram, Histogram } = require('perf_hooks');
const attempt = (label, action) => {
  try { console.log(label, action()); } catch (error) { console.log(label, error.name, error.code, error.message); }
};
for (const options of [{ lowest: 0 }, { lowest: 'a' }, { lowest: 10, highest: 15 }, { highest: 1 }, { figures: 0 }, { figures: 6 }, { lowest: 0n }, { lowest: 2 ** 50, highest: 2 ** 52, figures: 5 }, { halfLife: -1 }, { threshold: 'x' }]) {
  attempt(require('util').inspect(options), () => createHistogram(options).count);
}
attempt('null', () => createHistogram(null));
const histogram = createHistogram();
for (const value of [0, -1, 1.5, 'x', null, undefined, 0n, -1n, 2n ** 64n, {}]) attempt(`record ${typeof value} ${String(value)}`, () => histogram.record(value));
for (const value of [0, 101, NaN, 'x']) attempt(`percentile ${value}`, () => histogram.percentile(value));
attempt('add', () => histogram.add({}));
attempt('new', () => new histogram.constructor());
attempt('foreign', () => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Object.getPrototypeOf(histogram)), 'count').get.call({}));
attempt('linear', () => histogram.linearBuckets(0));
attempt('log', () => histogram.logBuckets(1, 1));
console.log(histogram.count, typeof Histogram);
