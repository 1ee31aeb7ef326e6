'use strict';
const { MessageChannel, receiveMessageOnPort, MessagePort } = require('node:worker_threads');
const { port1, port2 } = new MessageChannel();
port2.on('message', (m) => { console.log('port2', m); if (m === 'last') { port2.close(); } else port2.postMessage({ echo: m }); });
port1.on('message', (m) => console.log('port1', m)); port1.on('close', () => { console.log('port1 closed'); events(); });
port1.postMessage({ a: [1, new Map([[1, 2]])] }); port1.postMessage('last');
const other = new MessageChannel(); other.port1.postMessage('sync'); console.log(receiveMessageOnPort(other.port2), receiveMessageOnPort(other.port2)); other.port1.close();
try { port1.postMessage(() => {}); } catch (e) { console.log(e.name); }
function events() { const t = new MessageChannel(); t.port1.onmessage = (e) => { console.log('event', e.data, e.constructor.name, e.target === t.port1); t.port1.close(); }; t.port2.postMessage(5); console.log(t.port2 instanceof MessagePort, t.port1 instanceof EventTarget); }
queueMicrotask(() => console.log('microtask first'));
