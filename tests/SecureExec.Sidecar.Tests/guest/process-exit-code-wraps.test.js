// Only the low eight bits reach the parent.
'use strict';
process.on('exit', (code) => console.log(code, process.exitCode));
process.exit(256 + 7);
