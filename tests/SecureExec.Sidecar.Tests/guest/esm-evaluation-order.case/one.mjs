console.log('one'); process.nextTick(() => console.log('tick of one')); Promise.resolve().then(() => console.log('microtask of one'));
