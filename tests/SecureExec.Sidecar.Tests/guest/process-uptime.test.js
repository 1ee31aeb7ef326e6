'use strict';
// Both count from the start of the process, whatever was made ready before.
console.log(Math.abs(process.uptime() * 1000 - performance.now()) < 100, Math.abs(Date.now() - performance.timeOrigin - process.uptime() * 1000) < 100);
