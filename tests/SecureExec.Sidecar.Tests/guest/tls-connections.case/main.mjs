// TLS servers and clients: versions, certificates of both sides, ALPN, SNI, half-closing, what fails and how; HTTPS and HTTP/2 on top.
import tls from 'node:tls';
import https from 'node:https';
import http2 from 'node:http2';
import net from 'node:net';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { duplexPair } from 'node:stream';

const read = (name) => readFileSync(new URL(name, import.meta.url));
const ca = read('ca.pem');
const server = { key: read('server.key'), cert: read('server.pem'), ca };
const client = { key: read('client.key'), cert: read('client.pem') };

async function listen(options, handler) {
  const made = tls.createServer({ ...server, ...options }, handler);
  made.on('tlsClientError', (error) => console.log('  server saw', error.code));
  made.listen(0, '127.0.0.1');
  await once(made, 'listening');
  return made;
}

function connect(made, options) {
  return new Promise((done) => {
    const socket = tls.connect({ port: made.address().port, host: '127.0.0.1', servername: 'server.example', ca, ...options });
    let text = '';
    socket.setEncoding('utf8');
    socket.on('secureConnect', () => console.log('  client', socket.authorized, socket.authorizationError, socket.getProtocol(), socket.getCipher().standardName, socket.alpnProtocol));
    socket.on('data', (part) => { text += part; });
    socket.on('error', (error) => console.log('  client failed', error.code));
    socket.on('close', () => done(text));
    socket.end('request');
  });
}

async function attempt(label, serverOptions, clientOptions) {
  console.log(label);
  const made = await listen(serverOptions, (socket) => {
    console.log('  server', socket.getProtocol(), socket.servername, socket.alpnProtocol, socket.authorized, socket.authorizationError ?? null, socket.getPeerCertificate().subject?.CN);
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (part) => { text += part; });
    socket.on('end', () => socket.end(`got ${text}`));
  });
  console.log('  answer', JSON.stringify(await connect(made, clientOptions)));
  made.close();
}

await attempt('usual', {}, {});
await attempt('tls 1.2', { maxVersion: 'TLSv1.2' }, { ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' });
await attempt('plain rsa', { maxVersion: 'TLSv1.2' }, { ciphers: 'AES256-GCM-SHA384' });
await attempt('chacha', {}, { ciphers: 'TLS_CHACHA20_POLY1305_SHA256', minVersion: 'TLSv1.3' });
await attempt('alpn', { ALPNProtocols: ['h2', 'http/1.1'] }, { ALPNProtocols: ['http/1.1', 'x'] });
await attempt('alpn of one side', { ALPNProtocols: ['h2'] }, {});
await attempt('alpn by the program', { ALPNCallback: ({ protocols }) => protocols.at(-1) }, { ALPNProtocols: ['a', 'b'] });
await attempt('certificate of the client', { requestCert: true, rejectUnauthorized: true }, client);
await attempt('certificate of the client, not required', { requestCert: true, rejectUnauthorized: false }, {});
await attempt('untrusted', {}, { ca: undefined });
await attempt('untrusted, taken', {}, { ca: undefined, rejectUnauthorized: false });
await attempt('another name', {}, { servername: 'other.example' });
await attempt('versions apart', { maxVersion: 'TLSv1.2' }, { minVersion: 'TLSv1.3' });
await attempt('by name', { SNICallback: (name, done) => setImmediate(done, null, tls.createSecureContext({ key: client.key, cert: client.cert })) }, { servername: 'client.example' });

for (const options of [{ ciphers: 'none' }, { key: read('client.key'), cert: read('server.pem') }, { minVersion: 'x' }, { secureProtocol: 'x' }, { cert: 'x' }, { key: 'x' }]) {
  try {
    tls.createSecureContext(options);
    console.log(Object.keys(options).join(), 'taken');
  } catch (error) {
    console.log(Object.keys(options).join(), error.name, error.code);
  }
}
console.log(tls.rootCertificates.length, tls.rootCertificates[0].split('\n')[0]);

console.log('large');
const large = 'x'.repeat(3_000_000);
const echo = await listen({}, (socket) => socket.pipe(socket));
const socket = tls.connect({ port: echo.address().port, host: '127.0.0.1', ca, servername: 'server.example' });
let back = 0;
socket.on('data', (part) => { back += part.length; });
socket.end(large);
await once(socket, 'end');
console.log(' ', back, socket.bytesWritten > large.length || socket.bytesWritten === large.length);
echo.close();

console.log('over streams of JavaScript');
const [left, right] = duplexPair();
const inner = new tls.TLSSocket(right, { isServer: true, ...server });
const outer = tls.connect({ socket: left, ca, servername: 'server.example' });
inner.on('data', (part) => inner.end(`inner ${part}`));
outer.on('secureConnect', () => outer.write('hello'));
const [part] = await once(outer, 'data');
console.log(' ', part.toString(), outer.authorized);

console.log('no TLS');
const strict = await listen({}, () => {});
const plain = net.connect(strict.address().port, '127.0.0.1', () => plain.write('GET / HTTP/1.1\r\n\r\n'));
plain.resume();
await once(plain, 'close');
strict.close();

console.log('https');
const web = https.createServer(server, (request, response) => {
  response.setHeader('x-cipher', request.socket.getCipher().version);
  request.pipe(response);
});
web.listen(0, '127.0.0.1');
await once(web, 'listening');
const agent = new https.Agent({ keepAlive: true, ca, servername: 'server.example' });
for (let i = 0; i < 3; i++) {
  const request = https.request({ port: web.address().port, host: '127.0.0.1', method: 'POST', agent });
  request.end(`body ${i}`);
  const [response] = await once(request, 'response');
  response.setEncoding('utf8');
  let text = '';
  for await (const piece of response) text += piece;
  console.log(' ', response.statusCode, response.headers['x-cipher'], text, request.reusedSocket);
}
agent.destroy();
web.close();

console.log('http2');
const both = http2.createSecureServer({ ...server, allowHTTP1: true, origins: ['https://one.example', 'https://two.example'] });
both.on('session', (session) => console.log('  session', session.encrypted, session.alpnProtocol, session.socket.servername));
both.on('request', (request, response) => {
  response.setHeader('x-version', request.httpVersion);
  response.end(`${request.method} ${request.url}`);
});
both.listen(0, '127.0.0.1');
await once(both, 'listening');
const session = http2.connect(`https://127.0.0.1:${both.address().port}`, { ca, servername: 'server.example' });
session.on('origin', (origins) => console.log('  origins', origins));
await once(session, 'connect');
const stream = session.request({ ':path': '/over-tls' });
stream.setEncoding('utf8');
stream.on('response', (headers) => console.log(' ', headers[':status'], headers['x-version'], session.alpnProtocol, session.encrypted));
let answer = '';
for await (const piece of stream) answer += piece;
console.log(' ', answer);
session.close();
await once(session, 'close');
const old = https.get({ port: both.address().port, host: '127.0.0.1', path: '/old', ca, servername: 'server.example', agent: false });
const [oldResponse] = await once(old, 'response');
oldResponse.setEncoding('utf8');
let oldText = '';
for await (const piece of oldResponse) oldText += piece;
console.log(' ', oldResponse.statusCode, oldResponse.headers['x-version'], oldText);
both.close();
