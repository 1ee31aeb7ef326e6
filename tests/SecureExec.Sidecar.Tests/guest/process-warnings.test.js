// process.emitWarning: forms, codes, details, deprecations; all arrive on a later tick, in order.
'use strict';
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  console.log(warning instanceof Error, warning.name, warning.code, warning.detail, warning.message);
});
process.emitWarning('plain');
process.emitWarning('typed', 'CustomWarning');
process.emitWarning('coded', 'CustomWarning', 'C001');
process.emitWarning('options', { type: 'T', code: 'C2', detail: 'more about it' });
const own = new Error('own error');
own.name = 'OwnWarning';
process.emitWarning(own);
process.emitWarning('deprecated', 'DeprecationWarning', 'DEP9999');
for (const bad of [[1], [{}], ['x', 1], ['x', 'y', 1], ['x', 'y', {}], [undefined], [null]]) {
  try { process.emitWarning(...bad); console.log('taken'); } catch (error) { console.log(error.name, error.code, error.message); }
}
process.noDeprecation = true;
process.emitWarning('silent', 'DeprecationWarning');
process.noDeprecation = false;
const { deprecate } = require('util');
const once = deprecate(() => 'result', 'old thing', 'DEP8888');
console.log(once(), once());
process.nextTick(() => console.log('a later tick'));
console.log('sync end');
