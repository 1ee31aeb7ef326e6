// Retries, hooks, pagination, streams, timeouts by phase, redirects, decompression and errors.
import got, { HTTPError } from 'got';
import http from 'node:http';
import zlib from 'node:zlib';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { PassThrough, Readable } from 'node:stream';

const hits = new Map();
const server = http.createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://x');
  const hit = (hits.get(pathname) ?? 0) + 1;
  hits.set(pathname, hit);
  switch (pathname) {
    case '/echo': return response.end(JSON.stringify({ method: request.method, query: [...searchParams], headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !['host', 'user-agent'].includes(name))), body: String(await buffer(request)) }));
    case '/flaky': return response.writeHead(hit < 3 ? 503 : 200, { 'retry-after': '0' }).end(`try ${hit}`);
    case '/redirect': return response.writeHead(303, { location: '/echo?redirected' }).end();
    case '/loop': return response.writeHead(302, { location: `/loop?${hit}` }).end();
    case '/page': { const page = Number(searchParams.get('page') ?? 1); if (page < 4) response.setHeader('link', `</page?page=${page + 1}>; rel="next"`); return response.end(JSON.stringify([page * 10, page * 10 + 1])); }
    case '/gzip': return response.writeHead(200, { 'content-encoding': 'gzip' }).end(zlib.gzipSync(JSON.stringify({ zipped: true })));
    case '/broken-gzip': return response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip');
    case '/hang': return;
    case '/slow-body': response.write('start'); return;
    case '/cookie': return response.setHeader('set-cookie', 'k=v; path=/').end(request.headers.cookie ?? 'none');
    case '/text': return response.end('not json');
    case '/early': response.writeEarlyHints?.({ link: '</x>; rel=preload' }); return response.end('early');
    default: return response.writeHead(404, 'Not Here').end('nothing');
  }
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const prefix = `http://127.0.0.1:${server.address().port}/`;
const client = got.extend({ prefixUrl: prefix, retry: { limit: 0 }, headers: { 'user-agent': undefined } });
const said = (error) => [error.name, error.code, error.message.replaceAll(prefix, 'BASE/'), error.response?.statusCode];

console.log(await client('echo', { searchParams: { a: 'é', b: 2 } }).json());
console.log(await client.post('echo', { json: { a: [1, 2] } }).json());
console.log(await client.put('echo', { form: { a: 'b c', d: 'é' } }).json());
console.log((await client.patch('echo', { body: Readable.from(['stream ', 'body']), headers: { 'x-a': 'b' } }).json()).body);
console.log((await client.post('redirect', { body: 'dropped', followRedirect: true }).json()).method);
console.log(await client('flaky', { retry: { limit: 3, calculateDelay: ({ computedValue, attemptCount }) => (console.log('attempt', attemptCount), computedValue ? 1 : 0) } }).text());
console.log(await client('missing').catch((error) => [error instanceof HTTPError, ...said(error), error.response.body]));
console.log((await client('missing', { throwHttpErrors: false })).statusMessage);
console.log(await client('loop', { maxRedirects: 4 }).catch(said));
console.log(await client('gzip').json(), await client('broken-gzip').catch(said));
console.log(await client('text').json().catch((error) => error.name));
console.log(await client('hang', { timeout: { request: 40 } }).catch((error) => [error.name, error.event, error.code]));
console.log(await client('hang', { timeout: { response: 40 } }).catch((error) => [error.name, error.event]));
console.log(await client('slow-body', { timeout: { read: 40 } }).catch((error) => [error.name, error.event]));
const controller = new AbortController();
const aborted = client('hang', { signal: controller.signal }).catch((error) => [error.name, error.code]);
controller.abort();
console.log(await aborted);
console.log(await got('http://127.0.0.1:1/', { retry: { limit: 0 } }).catch((error) => [error.name, error.code]));
console.log(await client.paginate.all('page'), await Array.fromAsync(client.paginate.each('page', { pagination: { countLimit: 3 } })));
const hooked = client.extend({ hooks: { beforeRequest: [(options) => { options.headers['x-hooked'] = 'yes'; }], afterResponse: [(response) => { response.body = response.body.toUpperCase(); return response; }], beforeError: [(error) => Object.assign(error, { name: 'Renamed' })] } });
console.log((await hooked('echo').text()).slice(0, 20), await hooked('missing').catch((error) => error.name));
const stream = client.stream('echo', { method: 'POST' });
const collected = new PassThrough();
const done = buffer(collected);
await pipeline(Readable.from(['to ', 'stream']), stream, collected);
console.log(JSON.parse(await done).body);
const response = await client('early');
console.log(response.body, response.timings.phases.total >= 0, response.retryCount, response.ip, response.isFromCache);
const jar = { store: [], async setCookie(cookie) { this.store.push(cookie.split(';')[0]); }, async getCookieString() { return this.store.join('; '); } };
console.log(await client('cookie', { cookieJar: jar }).text(), await client('cookie', { cookieJar: jar }).text());
try { await got('no url'); } catch (error) { console.log(error.name, error.code); }
const { body: bytes } = await client('text', { responseType: 'buffer' });
console.log(bytes.length, (await client.head('text')).headers.connection);
server.close(() => console.log('closed'));
server.closeAllConnections();
