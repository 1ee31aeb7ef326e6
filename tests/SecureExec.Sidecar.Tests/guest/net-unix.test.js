'use strict';
// Streams of AF_UNIX: the file, its mode, who may take the name.
const net = require('node:net');
const fs = require('node:fs');
const { once } = require('node:events');

async function main() {
  const path = 'talk.sock';
  const server = net.createServer((socket) => socket.pipe(socket));
  server.listen({ path, readableAll: true, writableAll: true });
  await once(server, 'listening');
  const stat = fs.statSync(path);
  console.log(server.address(), stat.isSocket(), (stat.mode & 0o666).toString(8));

  const [taken] = await once(net.createServer().listen(path), 'error');
  console.log(taken.code, taken.syscall, taken.address, taken.message);

  const client = net.connect(path);
  client.setEncoding('utf8');
  let text = '';
  client.on('data', (data) => { text += data; });
  client.end('over the file system');
  await once(client, 'close');
  console.log(text, client.remoteAddress, client.bytesRead);

  server.close();
  await once(server, 'close');
  console.log(fs.existsSync(path));

  const abstract = net.createServer((socket) => socket.end('abstract')).listen('\0secureexec-test-' + process.pid);
  await once(abstract, 'listening');
  const other = net.connect('\0secureexec-test-' + process.pid);
  other.on('data', (data) => console.log(String(data)));
  await once(other, 'close');
  abstract.close();

  fs.writeFileSync('plain', '');
  const [refused] = await once(net.connect('plain'), 'error');
  console.log(refused.code, refused.syscall);
}
main();
