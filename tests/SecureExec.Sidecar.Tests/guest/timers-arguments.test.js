'use strict';
for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']) {
  for (const bad of [undefined, null, 'code', {}, 1]) {
    try { globalThis[name](bad); console.log(name, 'taken'); } catch (error) { console.log(error.name, error.code, error.message); }
  }
}
process.removeAllListeners('warning');
process.on('warning', (warning) => console.log(warning.name, warning.message));
for (const delay of [2 ** 31, -5, NaN, Infinity, '3', 0, undefined, null, {}, 1.9]) {
  const timer = setTimeout((...args) => console.log('ran', ...args), delay, 'with', 1);
  console.log(String(delay), timer._idleTimeout);
}
