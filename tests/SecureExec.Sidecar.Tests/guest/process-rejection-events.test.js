'use strict';
process.on('unhandledRejection', (reason, promise) => { console.log('unhandled', reason.message, promise === late); if (promise === late) setTimeout(() => late.catch((e) => console.log('late catch', e.message)), 1); });
process.on('rejectionHandled', (promise) => console.log('handled', promise === late));
const late = Promise.reject(new Error('late'));
const quick = Promise.reject(new Error('quick')); queueMicrotask(() => quick.catch(() => console.log('quick was in time')));
(async () => { throw new Error('from async'); })();
new Promise((resolve, reject) => { reject(new Error('chain')); }).then(() => {}).finally(() => console.log('finally'));
process.on('multipleResolves', () => console.log('deprecated'));
setTimeout(() => console.log('end'), 500);
