'use strict';
process.on('uncaughtException', (e, origin) => console.log(origin, e.code, e.message));
Promise.reject(17);
Promise.reject(undefined);
Promise.reject({ a: 1 });
setTimeout(() => console.log('goes on'), 5);
