// Rooms, acknowledgements, namespaces, middleware and binary over each transport, and the upgrade from one to the other.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';

const reasons = [];
const http = createServer();
const server = new Server(http, { pingInterval: 60_000, connectionStateRecovery: {}, cors: { origin: 'http://example.org' } });
server.use((socket, next) => (socket.handshake.auth.token === 'no' ? next(Object.assign(new Error('refused'), { data: { why: 'token' } })) : next()));
server.on('connection', (socket) => {
  socket.on('echo', (...args) => { const answer = args.pop(); answer(...args); });
  socket.on('join', async (room, answer) => { await socket.join(room); answer([...socket.rooms].length, (await server.in(room).fetchSockets()).length); });
  socket.on('leave', async (room, answer) => { await socket.leave(room); answer(); });
  socket.on('tell', (room, text) => socket.to(room).emit('told', text));
  socket.on('all', (text) => server.emit('told', text));
  socket.on('ask me', async (answer) => answer(await socket.timeout(5000).emitWithAck('question', 6, 7)));
  socket.on('disconnect', (reason) => reasons.push(reason));
});
const admin = server.of('/admin');
admin.on('connection', (socket) => socket.emit('welcome', { to: socket.nsp.name }));
await once(http.listen(0, '127.0.0.1'), 'listening');
const url = `http://127.0.0.1:${http.address().port}`;
const connect = async (options, path = '') => {
  const client = io(url + path, { forceNew: true, reconnection: false, ...options });
  await once(client, 'connect');
  return client;
};

for (const transports of [['websocket'], ['polling'], ['polling', 'websocket']]) {
  const client = await connect({ transports });
  if (transports.length === 2 && client.io.engine.transport.name === 'polling') await once(client.io.engine, 'upgrade');
  console.log(client.connected, client.io.engine.transport.name, client.id.length);
  console.log(JSON.stringify(await client.emitWithAck('echo', 1, 'é', { a: [null, true] })));
  const echoed = await client.emitWithAck('echo', { bytes: Buffer.from([0, 1, 255]), nested: [new Uint8Array([7])] });
  console.log(Buffer.from(echoed.bytes).toString('hex'), echoed.nested.length);
  const large = await client.emitWithAck('echo', Buffer.alloc(200_000, 5));
  console.log(large.byteLength ?? large.length);
  client.on('question', (a, b, answer) => answer(a * b));
  console.log(await client.emitWithAck('ask me'));
  const other = await connect({ transports });
  const third = await connect({ transports });
  console.log(await client.emitWithAck('join', 'red'), await other.emitWithAck('join', 'red'));
  const told = [];
  for (const [name, who] of Object.entries({ client, other, third })) who.on('told', (text) => told.push(`${name}: ${text}`));
  client.emit('tell', 'red', 'to the room');
  await once(other, 'told');
  await other.emitWithAck('leave', 'red');
  client.emit('tell', 'red', 'to nobody');
  const everybody = Promise.all([client, other, third].map((who) => once(who, 'told')));
  client.emit('all', 'to all');
  await everybody;
  console.log(told.sort());
  const gone = once(client, 'disconnect');
  const noticed = once(server.sockets.sockets.get(client.id), 'disconnect');
  client.disconnect();
  console.log((await gone)[0], (await noticed)[0]);
  for (const who of [other, third]) {
    const left = once(who, 'disconnect');
    server.sockets.sockets.get(who.id).disconnect(true);
    console.log(await left.then(([reason]) => reason));
  }
}
const welcomed = io(`${url}/admin`, { transports: ['websocket'], forceNew: true });
console.log((await once(welcomed, 'welcome'))[0]);
welcomed.disconnect();
const refused = io(url, { transports: ['websocket'], auth: { token: 'no' }, forceNew: true, reconnection: false });
const [error] = await once(refused, 'connect_error');
console.log(error.message, error.data);
refused.disconnect();
const unknown = io(`${url}/unknown`, { transports: ['polling'], forceNew: true });
console.log((await once(unknown, 'connect_error'))[0].message);
unknown.disconnect();
const handshake = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: 'http://example.org' } });
const text = await handshake.text();
console.log(handshake.status, handshake.headers.get('access-control-allow-origin'), text[0], Object.keys(JSON.parse(text.slice(1))));
console.log(await (await fetch(`${url}/socket.io/?EIO=4&transport=carrier-pigeon`)).json());
const script = await fetch(`${url}/socket.io/socket.io.min.js`);
console.log(script.status, script.headers.get('content-type'), (await script.text()).length > 10_000);
const off = io('http://127.0.0.1:1', { reconnection: false, forceNew: true, transports: ['polling'] });
console.log((await once(off, 'connect_error'))[0].message);
await server.close();
console.log(reasons.sort());
console.log('closed');
