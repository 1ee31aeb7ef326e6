'use strict';
process.on('exit', (code) => { console.log('exit', code, process.exitCode); process.exitCode = 9; setTimeout(() => console.log('never'), 0); });
process.exitCode = 3;
setTimeout(() => { console.log('leaving'); process.exit(); }, 1);
setTimeout(() => console.log('never either'), 100000);
