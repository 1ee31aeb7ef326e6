process.on('exit', (code) => console.log('exit', code, process.exitCode));
console.log('before');
await new Promise(() => {});
console.log('never');
