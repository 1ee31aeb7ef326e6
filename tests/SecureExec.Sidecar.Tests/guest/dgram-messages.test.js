'use strict';
// UDP: messages keep their bounds, a connected socket takes from its peer only, errors have names.
const dgram = require('node:dgram');
const { once } = require('node:events');

async function main() {
  const server = dgram.createSocket('udp4');
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const { port, address, family } = server.address();
  console.log(address, family, port > 0);

  const client = dgram.createSocket('udp4');
  const send = (...args) => new Promise((done) => client.send(...args, (error, bytes) => done(error ? error.code : bytes)));
  const message = async () => {
    const [data, info] = await once(server, 'message');
    return `${data} ${info.address} ${info.family} ${info.size} ${info.port === client.address().port}`;
  };
  let next = message();
  console.log(await send('one', port, '127.0.0.1'), await next);
  next = message();
  console.log(await send([Buffer.from('two '), 'parts'], port, '127.0.0.1'), await next);
  next = message();
  console.log(await send(Buffer.from('a slice of it'), 2, 5, port, '127.0.0.1'), await next);
  next = message();
  console.log(await send('', port, '127.0.0.1'), await next);
  console.log(await send(Buffer.alloc(70_000), port, '127.0.0.1'));

  await new Promise((done) => client.connect(port, '127.0.0.1', done));
  console.log(client.remoteAddress().address, client.remoteAddress().port === port);
  const answer = once(client, 'message');
  client.send('ping');
  const [ping, from] = await once(server, 'message');
  server.send(`pong to ${ping}`, from.port, from.address);
  console.log(String((await answer)[0]));
  client.disconnect();
  for (const bad of [() => client.remoteAddress(), () => client.send('x', 0, '127.0.0.1'), () => client.setTTL(0), () => client.addMembership('1.2.3.4'), () => dgram.createSocket('udp5')]) {
    try {
      bad();
      console.log('no error');
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
  client.setBroadcast(true);
  console.log(client.setTTL(7), client.setMulticastTTL(8), client.getSendQueueSize(), client.getSendQueueCount());

  const second = dgram.createSocket('udp4');
  second.bind(port, '127.0.0.1');
  const [taken] = await once(second, 'error');
  console.log(taken.code, taken.syscall, taken.message.replace(String(port), 'PORT'));
  client.close();
  server.close();
  await once(server, 'close');
  try {
    server.send('x', port);
  } catch (error) {
    console.log(error.code);
  }
}
main();
