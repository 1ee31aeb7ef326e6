'use strict';
// Much data past a slow reader: nothing is lost.
const net = require('node:net');
const SIZE = 3_000_000;

const server = net.createServer((socket) => {
  let left = SIZE;
  let next = 0;
  const write = () => {
    while (left > 0) {
      const chunk = Buffer.alloc(Math.min(left, 40_000), String.fromCharCode(97 + (next++ % 26)));
      left -= chunk.length;
      if (!socket.write(chunk)) {
        socket.once('drain', write);
        return;
      }
    }
    socket.end();
  };
  write();
});
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  let received = 0;
  client.on('data', (data) => {
    received += data.length;
    for (let i = 0; i < data.length; i += 1000) if (data[i] !== 97 + (Math.floor((received - data.length + i) / 40_000) % 26)) throw new Error('bytes out of order');
    client.pause();
    setImmediate(() => client.resume());
  });
  client.on('end', () => {
    console.log(received === SIZE, client.bytesRead === SIZE);
    server.close(() => console.log('closed'));
  });
});
