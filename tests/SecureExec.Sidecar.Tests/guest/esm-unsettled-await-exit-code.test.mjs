process.on('exit', () => { process.exitCode = 42; console.log('exit handler'); });
setTimeout(() => console.log('loop is empty now'), 1);
await new Promise(() => {});
