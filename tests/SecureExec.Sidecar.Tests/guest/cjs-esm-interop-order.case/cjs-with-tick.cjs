exports.a = 1; process.nextTick(() => { exports.late = 2; }); console.log('cjs body');
