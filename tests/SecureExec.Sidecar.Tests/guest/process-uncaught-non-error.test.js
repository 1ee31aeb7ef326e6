'use strict';
process.on('exit', (code) => console.log('exit', code));
console.log('throwing an object');
throw { not: 'an error' };
