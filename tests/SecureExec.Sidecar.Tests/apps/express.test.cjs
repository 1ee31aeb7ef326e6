// A server of routes, bodies, static files, errors, cookies, streams, server-sent events and upgrades; asked by node:http and by fetch.
const express = require('express');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { pipeline } = require('node:stream/promises');
const { Readable } = require('node:stream');

const folder = fs.mkdtempSync('/tmp/express-');
fs.writeFileSync(path.join(folder, 'page.html'), '<!doctype html><title>page</title>');
fs.writeFileSync(path.join(folder, 'data.bin'), Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251)));
fs.writeFileSync(path.join(folder, '.hidden'), 'secret');

const app = express();
const steps = [];
app.set('trust proxy', 1);
app.engine('txt', (file, options, done) => done(null, fs.readFileSync(file, 'utf8').replace('NAME', options.name)));
app.set('views', folder);
app.set('view engine', 'txt');
fs.writeFileSync(path.join(folder, 'greeting.txt'), 'Good day, NAME.');
// Entity tags and dates of files are made of the times of their last change.
for (const name of fs.readdirSync(folder)) fs.utimesSync(path.join(folder, name), 1e9, 1e9);

app.use((request, response, next) => {
  steps.push(`${request.method} ${request.path}`);
  response.set('x-step', String(steps.length));
  next();
});
app.use(express.json({ limit: '1kb' }), express.urlencoded({ extended: true }), express.text(), express.raw({ type: 'application/octet-stream' }));
app.use('/static', express.static(folder, { etag: true, lastModified: false, maxAge: '1h' }));
app.get('/', (request, response) => response.send('root'));
app.get('/users/:id/files/*name', (request, response) => response.json({ params: request.params, query: request.query, ip: request.ip, hostname: request.hostname, fresh: request.fresh }));
app.route('/echo').post((request, response) => response.status(201).type('json').send({ body: Buffer.isBuffer(request.body) ? request.body.toString('hex') : request.body, type: request.is(['json', 'text', 'urlencoded', 'application/octet-stream']) }));
app.get('/cookie', (request, response) => response.cookie('a', 'b c', { httpOnly: true, path: '/x' }).clearCookie('gone').append('vary', 'origin').send(request.get('cookie') ?? 'none'));
app.get('/redirect', (request, response) => response.redirect(307, '/?again'));
app.get('/format', (request, response) => response.format({ text: () => response.send('plain'), html: () => response.send('<p>'), default: () => response.status(406).send('no') }));
app.get('/view', (request, response) => response.render('greeting', { name: request.query.name }));
app.get('/download', (request, response) => response.download(path.join(folder, 'data.bin'), 'näme.bin'));
app.get('/stream', async (request, response) => pipeline(Readable.from(['one,', 'two,', 'three']), response));
app.get('/events', async (request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  for (let i = 0; i < 3; i++) {
    response.write(`id: ${i}\nevent: tick\ndata: ${JSON.stringify({ i })}\n\n`);
    await new Promise(setImmediate);
  }
  request.on('close', () => console.log('events closed'));
});
app.get('/async-error', async () => {
  await null;
  throw Object.assign(new Error('refused'), { status: 403 });
});
const router = express.Router({ mergeParams: true });
router.param('n', (request, response, next, n) => (Number.isNaN(Number(n)) ? next('route') : (request.n = Number(n), next())));
router.get('/:n', (request, response) => response.send({ team: request.params.team, n: request.n, base: request.baseUrl }));
app.use('/teams/:team', router);
app.use((request, response) => response.status(404).send(`nothing at ${request.originalUrl}`));
app.use((error, request, response, next) => response.status(error.status ?? 500).json({ error: error.message, type: error.type, expected: error.expected, length: error.length, limit: error.limit }));

const server = app.listen(0, '127.0.0.1');
server.on('upgrade', (request, socket) => {
  socket.end(`HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: ${request.headers.upgrade}\r\n\r\nupgraded ${request.url}`);
});
server.on('listening', async () => {
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let sockets = 0;
  server.on('connection', () => sockets++);
  const ask = (url, { body, ...options } = {}) => new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', path: url, agent, ...options }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve({ response, body: Buffer.concat(chunks) })).on('error', reject);
    });
    request.on('error', reject).end(body);
  });
  const show = async (url, options) => {
    const { response, body } = await ask(url, options);
    const { date, ...headers } = response.headers;
    console.log(`${options?.method ?? 'GET'} ${url}:`, response.statusCode, response.statusMessage, headers, body.length > 200 ? `${body.length} bytes, ends ${body.subarray(-4).toString('hex')}` : body.toString());
    return headers;
  };
  await show('/');
  await show('/', { method: 'HEAD' });
  await show('/', { method: 'OPTIONS' });
  await show('/users/7%20x/files/a/b.txt?q[x]=1&q[x]=2&z=%C3%A9', { headers: { 'x-forwarded-for': '10.0.0.1, 10.0.0.2', host: 'example.org:81' } });
  await show('/echo', { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{"a":[1,{"b":null}],"é":"ü"}' });
  await show('/echo', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a[b][c]=d&e=1+2' });
  await show('/echo', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'words' });
  await show('/echo', { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: Buffer.from([0, 255, 128]) });
  await show('/echo', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":' });
  await show('/echo', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify('x'.repeat(2000)) });
  await show('/cookie', { headers: { cookie: 'k=v' } });
  await show('/redirect');
  await show('/format', { headers: { accept: 'text/html;q=0.5, text/plain' } });
  await show('/format', { headers: { accept: 'image/png' } });
  await show('/view?name=Ada');
  await show('/download', { headers: { range: 'bytes=10-19' } });
  await show('/stream');
  const { etag } = await show('/static/page.html');
  await show('/static/page.html', { headers: { 'if-none-match': etag } });
  await show('/static/data.bin');
  await show('/static/.hidden');
  await show('/static/../../etc/passwd');
  await show('/static/%2e%2e/%2e%2e/etc/passwd');
  await show('/async-error');
  await show('/teams/red/42');
  await show('/teams/red/blue');
  await show('/nowhere');
  console.log('sockets', sockets);

  const events = await fetch(`http://127.0.0.1:${port}/events`);
  let text = '';
  for await (const chunk of events.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.split('\n\n').length === 4) break;
  }
  console.log(events.headers.get('content-type'), JSON.stringify(text));

  const upgraded = http.get({ port, host: '127.0.0.1', path: '/up', headers: { connection: 'upgrade', upgrade: 'something' } });
  upgraded.on('upgrade', (response, socket, head) => {
    let rest = head.toString();
    socket.on('data', (chunk) => { rest += chunk; }).on('end', async () => {
      console.log(response.statusCode, response.headers.upgrade, rest);
      agent.destroy();
      server.close(() => console.log('closed', steps.length));
      server.closeAllConnections();
      fs.rmSync(folder, { recursive: true });
    });
  });
});
