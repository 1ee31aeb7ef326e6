'use strict';
// What fails, and how its error looks.
const net = require('node:net');
const { once } = require('node:events');
const show = (error, port) => `${error.code} ${error.errno} ${error.syscall} ${error.message.replaceAll(String(port), 'PORT')} ${error.address} ${error.port === port}`;

async function main() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();

  const second = net.createServer().listen(port, '127.0.0.1');
  console.log('in use:', show((await once(second, 'error'))[0], port));

  server.on('connection', (socket) => socket.resetAndDestroy());
  const reset = net.connect(port, '127.0.0.1');
  console.log('reset:', (await once(reset, 'error'))[0].code);
  await once(reset, 'close');

  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    socket.on('error', (error) => console.log('peer:', error.code));
    socket.end('bye');
  });
  const ended = net.connect(port, '127.0.0.1');
  ended.resume();
  ended.end();
  await once(ended, 'close');
  ended.on('error', (error) => console.log('after close:', error.code));
  console.log('write after close:', ended.write('x', (error) => console.log('callback:', error.code)), ended.destroyed);

  server.close();
  await once(server, 'close');
  console.log('refused:', show((await once(net.connect(port, '127.0.0.1'), 'error'))[0], port));

  const missing = net.connect('/tmp/there-is-no-such.sock');
  const [noEntry] = await once(missing, 'error');
  console.log('no entry:', noEntry.code, noEntry.syscall, noEntry.address, noEntry.message);
  const [tooLong] = await once(net.createServer().listen('x'.repeat(200)), 'error');
  console.log('too long:', tooLong.code, tooLong.syscall);

  for (const bad of [() => net.connect(65536), () => net.connect({ port: -1 }), () => net.connect({}), () => net.createServer().listen(-1), () => net.connect({ port: 1, localAddress: 'x' })]) {
    try {
      bad();
      console.log('no error');
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
}
main();
