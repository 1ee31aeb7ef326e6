// Ranges, precision, values beyond them, adding and subtracting.
'use strict';
const { createHistogram } = require('perf_hooks');
const small = createHistogram({ lowest: 1, highest: 1000, figures: 2 });
for (const value of [1, 10, 100, 500, 900, 999, 1000, 1001, 5000, 1e9, 2n ** 62n]) small.record(value);
console.log(small);
const wide = createHistogram({ lowest: 1n, highest: 2n ** 40n, figures: 4 });
for (let value = 1n; value < 2n ** 40n; value *= 3n) wide.record(value);
console.log(wide);
small.add(wide);
console.log(small.count, small.exceeds, small.max, small.mean);
wide.subtract(small);
console.log(wide.count, wide.min, wide.max, wide.mean);
const corrected = createHistogram();
corrected.recordCorrected(100, 10);
corrected.recordCorrected(10, 100);
corrected.recordCorrected(55n, 20n);
console.log(corrected.count, corrected.min, corrected.max, corrected.mean);
const delta = createHistogram();
delta.recordDelta();
console.log(delta.count);
delta.recordDelta();
console.log(delta.count, delta.min > 0);
console.log(corrected.linearBuckets(20), corrected.logBuckets(1, 2), corrected.percentilesAt([10, 50, 99.9]));
const weighted = createHistogram({ halfLife: 3, threshold: 5 });
for (const value of [1, 2, 3, 10, 20, 4]) {
  weighted.record(value);
  console.log(weighted.ewmaMean.toFixed(9), weighted.ewmaStddev.toFixed(9), weighted.ewmaErrorRate.toFixed(9), weighted.burnRate(0.99).toFixed(6));
}
