'use strict';
const fs = require('fs');
const count = (name) => process.getActiveResourcesInfo().filter((type) => type === name).length;
console.log(count('Timeout'), count('Immediate'));
const timers = [1, 2, 3].map((n) => setTimeout(() => {}, n * 10_000));
const interval = setInterval(() => {}, 10_000);
setImmediate(() => console.log('in immediate'));
console.log(count('Timeout'), count('Immediate'));
timers[0].unref();
clearTimeout(timers[1]);
console.log(count('Timeout'));
timers[0].ref();
console.log(count('Timeout'));
// Node's thread pool finishes requests in any order, so the end waits for all of them.
const stats = Array.from({ length: 5 }, () => new Promise((resolve) => fs.stat('/', resolve)));
console.log(count('FSReqCallback'), process._getActiveRequests().length, process._getActiveRequests()[0].constructor.name);
Promise.all([fs.promises.stat('/'), ...stats]).then(() => {
  clearInterval(interval);
  for (const timer of timers) clearTimeout(timer);
  setImmediate(() => console.log('end', count('Timeout'), count('FSReqCallback'), count('FSReqPromise')));
});
console.log(count('FSReqPromise'));
