// ref, unref, hasRef: what keeps the process alive.
'use strict';
const never = setTimeout(() => console.log('must not come'), 60_000).unref();
console.log(never.hasRef(), never.ref().hasRef(), never.unref().hasRef());
const interval = setInterval(() => console.log('must not come'), 60_000);
interval.unref();
const immediate = setImmediate(() => console.log('immediate'));
console.log(immediate.hasRef(), immediate.unref().hasRef(), immediate.ref().hasRef());
setTimeout(() => console.log('short'), 50).unref().ref();
const unrefInside = setTimeout(() => console.log('must not come'), 60_000);
setTimeout(() => unrefInside.unref(), 80);
process.on('beforeExit', () => console.log('beforeExit'));
process.on('exit', () => console.log('exit'));
