console.log('two'); exports.hoisted = 'h';
