exports.named = 'n'; exports.other = import('./once.mjs').then((m) => typeof m.times);
