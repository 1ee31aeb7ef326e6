// Every figure of a histogram, to the last digit.
'use strict';
const { createHistogram } = require('perf_hooks');
const sets = [[], [1], [5, 5], [1, 2, 3, 5, 8, 13, 1000, 50000, 123456, 123456], [7, 7, 9, 100, 101, 4, 5, 6, 77], Array.from({ length: 500 }, (_, i) => (i * i) % 7919 + 1)];
for (const values of sets) {
  const histogram = createHistogram();
  for (const value of values) histogram.record(value);
  console.log(histogram);
  console.log(JSON.stringify(histogram), histogram.countBigInt, histogram.minBigInt, histogram.maxBigInt, histogram.exceedsBigInt);
  console.log([0.001, 1, 25, 50, 75, 90, 99, 99.99, 100].map((p) => histogram.percentile(p)).join());
  console.log(histogram.percentilesBigInt.size, histogram.cdf(10), histogram.ccdf(10), histogram.countAt(5));
  histogram.reset();
  console.log(histogram.count, histogram.mean, histogram.max);
}
