// Frames, fragments, pings, close codes, compression, limits, subprotocols and refused upgrades; asked by ws itself and by Node's own WebSocket.
import { WebSocket as Client, WebSocketServer, createWebSocketStream } from 'ws';
import { once } from 'node:events';
import http from 'node:http';

const listening = async (options) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options });
  await once(server, 'listening');
  return { server, url: `ws://127.0.0.1:${server.address().port}` };
};
const closed = (server) => new Promise((resolve) => { for (const client of server.clients) client.terminate(); server.close(resolve); });
const digest = (data) => (data.length > 64 ? `${data.length} bytes, sum ${data.reduce((sum, byte) => (sum + byte) % 65_521, 0)}` : data.toString('hex'));

{
  const { server, url } = await listening({ perMessageDeflate: { threshold: 0, concurrencyLimit: 4 }, handleProtocols: (protocols) => (protocols.has('second') ? 'second' : false) });
  let served;
  server.on('connection', (socket, request) => {
    console.log('connection', request.url, socket.protocol, socket.extensions);
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.on('ping', (data) => console.log('server ping', String(data)));
    served = once(socket, 'close');
  });
  const client = new Client(`${url}/path?x=1`, ['first', 'second'], { headers: { 'x-a': 'b' } });
  await once(client, 'open');
  console.log(client.readyState, client.protocol, client.extensions, client.binaryType, client.bufferedAmount);
  const random = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255));
  for (const message of ['', 'text é 😀', Buffer.from([0, 1, 254, 255]), new Uint8Array(125), new Uint8Array(126), 'a'.repeat(65_536), random]) {
    client.send(message);
    const [data, isBinary] = await once(client, 'message');
    console.log(isBinary, isBinary || data.length > 64 ? digest(data) : String(data));
  }
  client.send('fragment ', { fin: false });
  client.send('by ', { fin: false });
  client.send('fragment', { fin: true });
  console.log(String((await once(client, 'message'))[0]));
  client.ping('are you there');
  console.log('pong', String((await once(client, 'pong'))[0]));
  const stream = createWebSocketStream(client, { encoding: 'utf8' });
  stream.write('through a stream');
  console.log(await once(stream, 'data'));
  stream.removeAllListeners('close');
  client.close(4001, 'good bye');
  for (const close of [once(client, 'close'), served]) console.log('close', await close.then(([code, reason]) => [code, String(reason)]));
  await closed(server);
}
{
  const { server, url } = await listening({ maxPayload: 1000, verifyClient: ({ req }, done) => done(req.headers['x-token'] === 'yes', 403, 'no entry', { 'x-why': 'token' }) });
  server.on('connection', (socket) => socket.on('error', (error) => console.log('server error', error.code, error.message)));
  const refused = new Client(url);
  console.log((await once(refused, 'error'))[0].message);
  const unexpected = new Client(url);
  const [, response] = await once(unexpected, 'unexpected-response');
  console.log(response.statusCode, response.headers['x-why']);
  unexpected.on('error', () => {});
  unexpected.terminate();
  const large = new Client(url, { headers: { 'x-token': 'yes' } });
  await once(large, 'open');
  large.send(Buffer.alloc(2000));
  console.log((await once(large, 'close'))[0]);
  const plain = await new Promise((resolve) => http.get(url.replace('ws:', 'http:'), resolve));
  console.log(plain.statusCode, plain.headers.upgrade);
  plain.resume();
  await closed(server);
}
{
  const bad = new Client('ws://127.0.0.1:1');
  console.log((await once(bad, 'error'))[0].code);
  for (const url of ['http://[', 'ws://x#y', 'mailto:x']) try { new Client(url); } catch (error) { console.log(error.name, error.message); }
}
{
  // A frame that breaks the protocol.
  const { server, url } = await listening();
  server.on('connection', (socket) => socket.on('error', (error) => console.log('server error', error.code)));
  const client = new Client(url);
  await once(client, 'open');
  client._socket.write(Buffer.from([0xff, 0x00]));
  console.log('client close', (await once(client, 'close'))[0]);
  await closed(server);
}
{
  // Broadcast to many, by Node's own clients.
  const { server, url } = await listening({ perMessageDeflate: true });
  const accepted = new Map();
  server.on('connection', (socket, request) => {
    accepted.set(request.url, socket);
    socket.on('message', (data, isBinary) => { for (const other of server.clients) other.send(data, { binary: isBinary }); });
  });
  const clients = Array.from({ length: 10 }, (_, i) => new WebSocket(`${url}/${i}`, 'chat'));
  await Promise.all(clients.map((client) => once(client, 'open')));
  const heard = Promise.all(clients.map((client) => once(client, 'message').then(([event]) => event.data)));
  clients[3].send('hello all');
  console.log(await heard);
  const binary = clients.map((client) => { client.binaryType = 'arraybuffer'; return once(client, 'message').then(([event]) => event.data.byteLength); });
  clients[4].send(new Uint8Array(70_000));
  console.log(await Promise.all(binary));
  console.log(clients[0].protocol, clients[0].extensions, clients[0].readyState);
  const [first, second] = clients;
  first.close(3000, 'done');
  const [event] = await once(first, 'close');
  console.log(event.code, event.reason, event.wasClean, first.readyState);
  const end = once(second, 'close');
  accepted.get('/1').close(1012, 'restart');
  console.log([(await end)[0].code, (await end)[0].reason]);
  for (const client of clients) client.close();
  await closed(server);
}
{
  // Beside HTTP, by upgrades of the server's own.
  const server = http.createServer((request, response) => response.end('http'));
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/ws') return socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (client) => client.send(JSON.stringify({ key: request.headers['sec-websocket-version'] })));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const base = `127.0.0.1:${server.address().port}`;
  const client = new WebSocket(`ws://${base}/ws`);
  console.log((await once(client, 'message'))[0].data, await (await fetch(`http://${base}/`)).text());
  const refused = new WebSocket(`ws://${base}/other`);
  await once(refused, 'error');
  console.log('refused', refused.readyState);
  client.close();
  await once(client, 'close');
  await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  console.log('closed');
}
