exports.value = 'from dep'; process.nextTick(() => console.log('tick from dep'));
