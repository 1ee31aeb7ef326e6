'use strict';
// A connection from both sides: names, bytes, half-close, the order of events on each socket.
const net = require('node:net');

const seen = { server: [], client: [] };
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  seen.server.push(`connection ${socket.remoteFamily} ${socket.localAddress} ${socket.readyState}`);
  socket.setEncoding('utf8');
  let text = '';
  socket.on('data', (data) => { text += data; });
  socket.on('end', () => {
    seen.server.push(`end ${text} ${socket.readyState}`);
    socket.end(`got ${text.length}`);
  });
  socket.on('close', (hadError) => seen.server.push(`close ${hadError} ${socket.bytesRead} ${socket.bytesWritten}`));
});
server.on('close', () => {
  console.log(seen.server.join('\n'));
  console.log(seen.client.join('\n'));
});
server.listen(0, '127.0.0.1', () => {
  const { address, family, port } = server.address();
  console.log(address, family, port > 0, server.listening);
  const client = net.connect({ port, host: '127.0.0.1', noDelay: true, keepAlive: true });
  seen.client.push(`connecting ${client.connecting} ${client.pending} ${client.readyState}`);
  client.setEncoding('utf8');
  client.write('héllo ');
  client.write(Buffer.from('wörld '));
  client.cork();
  client.write('latin', 'latin1');
  client.write('687861', 'hex');
  client.uncork();
  client.end('!');
  client.on('connect', () => seen.client.push(`connect ${client.remotePort === port} ${client.remoteAddress} ${client.localAddress}`));
  client.on('ready', () => seen.client.push('ready'));
  client.on('data', (data) => seen.client.push(`data ${data}`));
  client.on('end', () => seen.client.push('end'));
  client.on('close', (hadError) => {
    seen.client.push(`close ${hadError} ${client.bytesRead} ${client.bytesWritten} ${client.destroyed} ${client.readyState}`);
    server.close();
  });
});
