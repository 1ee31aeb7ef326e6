// fetch over node:http, beside Node's own fetch on the same answers.
import nodeFetch, { AbortError, Blob, FetchError, File, FormData, Headers, Request, Response } from 'node-fetch';
import http from 'node:http';
import zlib from 'node:zlib';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';

const server = http.createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://x');
  switch (pathname) {
    case '/echo': return response.setHeader('content-type', 'application/json').end(JSON.stringify({ method: request.method, type: request.headers['content-type']?.replace(/(boundary=).*/, '$1'), accept: request.headers.accept, length: request.headers['content-length'], encoding: request.headers['transfer-encoding'], body: String(await buffer(request)).replace(/-{4,}[\w-]+/g, '--') }));
    case '/redirect': return response.writeHead(Number(searchParams.get('code')), { location: '/echo' }).end();
    case '/loop': return response.writeHead(302, { location: '/loop' }).end();
    case '/deflate': return response.setHeader('content-encoding', 'deflate').end(zlib.deflateSync('deflated'));
    case '/raw-deflate': return response.setHeader('content-encoding', 'deflate').end(zlib.deflateRawSync('raw deflated'));
    case '/br': return response.setHeader('content-encoding', 'br').end(zlib.brotliCompressSync('brotli'));
    case '/gzip': return response.setHeader('content-encoding', 'gzip').end(zlib.gzipSync('gzip'));
    case '/chunks': for (let i = 0; i < 3; i++) { response.write(`chunk ${i};`); await new Promise(setImmediate); } return response.end();
    case '/cut': response.writeHead(200, { 'content-length': '10' }); return response.write('abc', () => request.socket.destroy());
    case '/chunked-cut': return response.write('abc', () => request.socket.destroy());
    case '/cookies': return response.setHeader('set-cookie', ['a=1', 'b=2']).end();
    case '/empty': return response.writeHead(204).end();
    case '/hang': return;
    default: return response.writeHead(404, 'Gone Fishing').end('no');
  }
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const base = `http://127.0.0.1:${server.address().port}`;
const text = (error) => String(error.message).replaceAll(base, 'BASE');

for (const [name, fetch] of [['node-fetch', nodeFetch], ['fetch', globalThis.fetch]]) {
  console.log('---', name);
  const ask = async (url, options) => { const response = await fetch(base + url, options); return [response.status, response.ok, response.redirected, response.url.slice(base.length), await response.text()]; };
  console.log(...await ask('/echo'));
  console.log(...await ask('/echo', { method: 'POST', body: 'text é' }));
  console.log(...await ask('/echo', { method: 'PUT', body: new URLSearchParams({ a: 'b c' }) }));
  console.log(...await ask('/echo', { method: 'PATCH', body: new Uint8Array([104, 105]) }));
  for (const code of [301, 302, 303, 307, 308]) console.log(code, ...await ask(`/redirect?code=${code}`, { method: 'POST', body: 'x' }));
  const manual = await fetch(`${base}/redirect?code=302`, { redirect: 'manual' });
  console.log(manual.status, manual.headers.get('location')?.replace(base, 'BASE'));
  for (const path of ['/deflate', '/br', '/gzip', '/chunks', '/empty', '/nowhere']) console.log(path, ...await ask(path));
  console.log((await fetch(`${base}/nowhere`)).statusText, JSON.stringify(await (await fetch(`${base}/cookies`)).headers.get('set-cookie')));
  const controller = new AbortController();
  const aborted = fetch(`${base}/hang`, { signal: controller.signal }).catch((error) => error.name);
  controller.abort();
  console.log(await aborted);
  await fetch(`${base}/redirect?code=301`, { redirect: 'error' }).catch((error) => console.log(error.name, text(error)));
  await fetch('http://127.0.0.1:1/').catch((error) => console.log(error.name, error.code ?? error.cause.code));
  await fetch(`${base}/loop`).catch((error) => console.log(error.name, text(error)));
  const response = await fetch(`${base}/gzip`);
  const copy = response.clone();
  console.log(await response.text(), await copy.text(), response.bodyUsed);
  console.log(Buffer.from(await (await fetch(`${base}/br`)).arrayBuffer()).toString('hex'), (await (await fetch(`${base}/br`)).blob()).size);
  console.log((await (await fetch('data:text/plain;base64,aGk=')).text()));
}
console.log(await (await nodeFetch(`${base}/raw-deflate`)).text());
for (const path of ['/cut', '/chunked-cut']) await nodeFetch(base + path).then((response) => response.text()).catch((error) => console.log(path, error.name, error.code, text(error)));
const form = new FormData();
form.set('field', 'value');
form.append('file', new File([new Blob(['file '])], 'f.txt', { type: 'text/plain' }));
console.log(await (await nodeFetch(`${base}/echo`, { method: 'POST', body: form })).json());
const streamed = await nodeFetch(`${base}/chunks`);
let all = '';
for await (const part of streamed.body) all += part;
console.log(all, streamed.size, new Headers({ 'X-A': 'b' }).raw());
await nodeFetch(`${base}/chunks`, { size: 5 }).then((response) => response.text()).catch((error) => console.log(error instanceof FetchError, error.type));
console.log(new Request(base, { method: 'post' }).method, Response.json({ a: 1 }).headers.get('content-type'), new AbortError('x').type);
server.close(() => console.log('closed'));
server.closeAllConnections();
