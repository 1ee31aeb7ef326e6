process.on('uncaughtException', (e, origin) => { console.log('handler', e.message, origin); process.exitCode = 3; });
process.on('exit', (c) => console.log('exit', c));
await Promise.resolve();
throw new TypeError('from the module');
