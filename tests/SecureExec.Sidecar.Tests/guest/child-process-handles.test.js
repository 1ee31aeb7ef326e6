'use strict';
// Handles that go to a child with a message: a listening socket, a connection, a datagram socket.
const { fork } = require('child_process');
const { once } = require('events');
const net = require('net');
const dgram = require('dgram');

if (process.argv[2] === 'child') {
  process.on('message', (message, handle) => {
    console.log('child', message, handle?.constructor.name);
    if (message === 'server') handle.on('connection', (socket) => { socket.end('from the child'); handle.close(); });
    if (message === 'socket') handle.end('by the child');
    if (message === 'udp') handle.close(() => process.disconnect());
  });
} else {
  (async () => {
    const answer = async (port) => {
      let text = '';
      for await (const data of net.connect(port, '127.0.0.1').setEncoding('utf8')) text += data;
      return text;
    };
    const child = fork(__filename, ['child']);
    try {
      child.send('nothing', {});
    } catch (error) {
      console.log(error.code);
    }
    const server = net.createServer(() => console.log('never')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    await new Promise((sent) => child.send('server', server, sent));
    server.close();
    console.log(await answer(port));
    const other = net.createServer((socket) => child.send('socket', socket)).listen(0, '127.0.0.1');
    await once(other, 'listening');
    console.log(await answer(other.address().port));
    other.close();
    const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    child.send('udp', socket, () => socket.close());
    console.log(await once(child, 'exit'));
  })();
}
