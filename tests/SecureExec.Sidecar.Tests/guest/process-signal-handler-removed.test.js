// With the last handler gone a signal does again what it does by default.
'use strict';
const handler = () => {
  console.log('caught');
  process.off('SIGTERM', handler);
  process.kill(process.pid, 'SIGTERM');
};
process.on('SIGTERM', handler);
process.kill(process.pid, 'SIGTERM');
setTimeout(() => console.log('must not come'), 20_000);
