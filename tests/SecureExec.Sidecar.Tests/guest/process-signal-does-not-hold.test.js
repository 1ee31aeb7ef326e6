// A handler alone does not keep the process alive; with SIGCHLD and SIGWINCH, which end nothing, without handlers.
'use strict';
process.on('SIGTERM', () => console.log('never'));
process.on('exit', (code) => console.log('exit', code));
process.kill(process.pid, 'SIGWINCH');
process.kill(process.pid, 'SIGCHLD');
console.log('main done');
