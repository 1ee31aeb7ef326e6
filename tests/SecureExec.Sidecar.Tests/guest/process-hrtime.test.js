'use strict';
const start = process.hrtime();
console.log(start.length, start.every(Number.isInteger), start[1] < 1e9);
const difference = process.hrtime(start);
console.log(difference[0] === 0, difference[1] >= 0);
const [a, b] = [process.hrtime.bigint(), process.hrtime.bigint()];
console.log(typeof a, b >= a);
const seconds = BigInt(process.hrtime()[0]);
console.log(seconds - a / 1_000_000_000n <= 1n);
for (const bad of [1, 'x', null, {}, [1], [1, 2, 3], ['a', 'b']]) {
  try { console.log(process.hrtime(bad).length); } catch (error) { console.log(error.name, error.code, error.message); }
}
