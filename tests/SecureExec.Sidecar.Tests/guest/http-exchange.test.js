'use strict';
// One server, many kinds of requests over one client.
const http = require('node:http');
const { once } = require('node:events');

const server = http.createServer(async (req, res) => {
  req.setEncoding('utf8');
  let body = '';
  for await (const part of req) body += part;
  switch (req.url) {
    case '/json':
      res.writeHead(201, 'Made', { 'Content-Type': 'application/json', 'X-Two': ['a', 'b'] });
      res.end(JSON.stringify({ method: req.method, body, headers: req.headers['x-test'], version: req.httpVersion }));
      break;
    case '/chunks':
      res.setHeader('Trailer', 'X-Sum');
      res.write('one,');
      res.write('two,');
      res.addTrailers({ 'X-Sum': '7' });
      res.end('three');
      break;
    case '/empty':
      res.statusCode = 204;
      res.end();
      break;
    case '/notmodified':
      res.writeHead(304, { ETag: '"x"' });
      res.end();
      break;
    case '/long':
      res.setHeader('Content-Length', 200_000);
      res.end('x'.repeat(200_000));
      break;
    default:
      res.writeHead(404);
      res.end(`no ${req.url}`);
  }
});
server.on('checkContinue', (req, res) => {
  res.writeContinue();
  req.resume();
  req.on('end', () => res.end('continued'));
});
server.on('upgrade', (req, socket, head) => {
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${req.headers.upgrade}\r\n\r\n`);
  socket.end(`raw ${head.length}`);
});

async function ask(port, agent, options, body) {
  const req = http.request({ port, host: '127.0.0.1', agent, ...options });
  const informed = [];
  req.on('information', (info) => informed.push(info.statusCode));
  if (body !== undefined) for (const part of body) req.write(part);
  req.end();
  const [res] = await once(req, 'response');
  res.setEncoding('utf8');
  let text = '';
  for await (const part of res) text += part;
  const { date, ...headers } = res.headers;
  return [req.reusedSocket, res.statusCode, res.statusMessage, headers, res.trailers, text.length > 100 ? text.length : text, informed, res.complete];
}

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  console.log(await ask(port, agent, { path: '/json', method: 'POST', headers: { 'X-Test': 'yes' } }, ['a', 'ü', 'c']));
  console.log(await ask(port, agent, { path: '/json', method: 'PUT', headers: { 'Content-Length': 3 } }, ['abc']));
  console.log(await ask(port, agent, { path: '/chunks' }));
  console.log(await ask(port, agent, { path: '/long', method: 'HEAD' }));
  console.log(await ask(port, agent, { path: '/empty', method: 'DELETE' }));
  console.log(await ask(port, agent, { path: '/notmodified' }));
  console.log(await ask(port, agent, { path: '/long' }));
  console.log(await ask(port, agent, { path: '/nothing?here=1#' }));
  console.log(await ask(port, agent, { path: '/c', method: 'POST', headers: { Expect: '100-continue' } }, ['x']));
  agent.destroy();
  const req = http.request({ port, host: '127.0.0.1', agent: false, headers: { Connection: 'Upgrade', Upgrade: 'test' } });
  req.end();
  const [res, socket, head] = await once(req, 'upgrade');
  let raw = String(head);
  socket.on('data', (data) => { raw += data; });
  await once(socket, 'end');
  socket.end();
  console.log(res.statusCode, res.headers.upgrade, raw);
  server.close(() => console.log('closed'));
});
