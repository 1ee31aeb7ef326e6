import { MessageChannel } from 'node:worker_threads';
const { port1, port2 } = new MessageChannel();
process.on('uncaughtException', (e) => { console.log('uncaught', e.message); });
port2.on('message', (m) => { console.log('got', m); if (m === 'throw') throw new Error('in the handler'); if (m === 'end') port2.close(); });
for (const m of ['a', 'throw', 'b', 'end', 'late']) port1.postMessage(m);
port2.on('close', () => console.log('closed'));
const unref = new MessageChannel(); unref.port1.on('message', () => console.log('never shown')); unref.port1.unref();
const closing = new MessageChannel(); closing.port1.close(() => console.log('close callback')); closing.port1.close();
process.on('exit', (c) => console.log('exit', c));
