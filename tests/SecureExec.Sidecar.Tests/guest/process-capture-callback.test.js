'use strict';
process.setUncaughtExceptionCaptureCallback((e) => console.log('captured', e.message));
console.log(process.hasUncaughtExceptionCaptureCallback());
try { process.setUncaughtExceptionCaptureCallback(() => {}); } catch (e) { console.log(e.code); }
setImmediate(() => { process.setUncaughtExceptionCaptureCallback(null); process.on('uncaughtException', (e) => console.log('listener', e.message)); throw new Error('two'); });
throw new Error('one');
