'use strict';
process.on('exit', () => { console.log('first'); process.exit(21); });
process.on('exit', () => console.log('not reached'));
process.on('beforeExit', () => console.log('not reached either'));
process.exit(20);
