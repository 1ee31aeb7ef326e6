'use strict';
process.on('uncaughtException', (e) => { console.log('handling', e.message); throw new Error('second'); });
process.on('exit', (code) => console.log('exit', code));
throw new Error('first');
