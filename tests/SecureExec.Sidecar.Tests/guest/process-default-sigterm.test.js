// SIGTERM without a handler ends the process with 128 + its number; exit handlers do not run.
'use strict';
process.on('exit', () => console.log('must not run'));
const fs = require('fs');
fs.writeSync(1, 'before\n');
process.kill(process.pid, 'SIGTERM');
setTimeout(() => console.log('must not come'), 20_000);
