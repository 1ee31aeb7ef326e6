// The Node adapter over http and the fetch adapter: redirects, timeouts, errors, interceptors, forms, streams, compression, cancellation.
import axios from 'axios';
import http from 'node:http';
import zlib from 'node:zlib';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';

const server = http.createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://x');
  if (pathname === '/echo') return response.setHeader('content-type', 'application/json').end(JSON.stringify({ method: request.method, query: [...searchParams], type: request.headers['content-type']?.replace(/boundary=.*/, 'boundary'), auth: request.headers.authorization, agent: request.headers['user-agent'], body: String(await buffer(request)).replace(/--(-{4,}|axios-)\S+/g, '--boundary') }));
  if (pathname === '/redirect') return response.writeHead(Number(searchParams.get('code')), { location: searchParams.get('to') }).end();
  if (pathname === '/loop') return response.writeHead(302, { location: '/loop' }).end();
  if (pathname === '/gzip') return response.setHeader('content-encoding', 'gzip').end(zlib.gzipSync('squeezed '.repeat(1000)));
  if (pathname === '/br') return response.setHeader('content-encoding', 'br').end(zlib.brotliCompressSync('{"br":true}'));
  if (pathname === '/hang') return;
  if (pathname === '/cut') return response.writeHead(200, { 'content-length': 100 }).write('short', () => request.socket.destroy());
  if (pathname === '/reset') return request.socket.destroy();
  if (pathname === '/xsrf') return response.setHeader('set-cookie', ['a=1', 'b=2']).end('cookies');
  response.writeHead(Number(pathname.slice(1)) || 404, { 'content-type': 'text/plain', 'retry-after': '3' }).end('as asked');
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const baseURL = `http://127.0.0.1:${server.address().port}`;
const fail = (error) => [axios.isAxiosError(error), error.name, error.code, error.message, error.response?.status, error.response?.data, error.cause?.code];

for (const adapter of ['http', 'fetch']) {
  console.log('---', adapter);
  const client = axios.create({ baseURL, adapter, timeout: 20_000, headers: { common: { 'x-common': '1' }, 'user-agent': 'test' } });
  console.log((await client.get('/echo', { params: { a: 1, list: ['x', 'y'], nested: { k: 'é' }, date: new Date(0) } })).data);
  console.log((await client.post('/echo', { json: [1, 'é'] })).data);
  console.log((await client.put('/echo', new URLSearchParams({ a: 'b c' }))).data);
  console.log((await client.postForm('/echo', { text: 'value', 'list[]': ['1', '2'], nested: { k: 1 } })).data);
  const form = new FormData();
  form.append('file', new Blob(['blob é']), 'name.txt');
  console.log((await client.post('/echo', form)).data);
  console.log((await client.delete('/echo', { auth: { username: 'ada', password: 'p:w' } })).data);
  console.log((await client.get('/gzip', { responseType: 'text' })).data.length, (await client.get('/br')).data);
  console.log((await client.get('/xsrf')).headers['set-cookie']);
  console.log((await client.get('/echo', { responseType: 'arraybuffer' })).data.constructor.name);
  console.log(await client.get('/404').catch(fail), await client.get('/503').catch(fail));
  console.log((await client.get('/404', { validateStatus: (status) => status < 500 })).statusText);
  console.log(await client.get('/hang', { timeout: 30 }).catch(fail));
  console.log(await client.get('/hang', { signal: AbortSignal.timeout(20) }).catch((error) => error.code));
  const controller = new AbortController();
  const cancelled = client.get('/hang', { signal: controller.signal }).catch((error) => [axios.isCancel(error), error.code]);
  controller.abort();
  console.log(await cancelled);
  console.log((await client.get('/reset').catch(fail)).slice(0, 2), await client.get('http://127.0.0.1:1/').catch((error) => error.cause?.cause?.code ?? error.code));
  console.log(await client.get('/echo', { maxContentLength: 10 }).catch((error) => error.message));
  console.log(await client.post('/echo', 'x'.repeat(100), { maxBodyLength: 10 }).catch((error) => error.code));
  const id = client.interceptors.request.use((config) => { config.params = { ...config.params, intercepted: true }; return config; });
  client.interceptors.response.use((response) => ({ ...response, data: { wrapped: response.data.query } }));
  console.log((await client.get('/echo')).data);
  client.interceptors.request.eject(id);
  console.log((await client.get('/echo', { transformResponse: [(data) => ({ query: data.length > 10 })] })).data);
}
const client = axios.create({ baseURL });
for (const [code, method] of [[301, 'get'], [302, 'post'], [307, 'post'], [308, 'put']]) {
  const { data, request } = await client.request({ method, url: '/redirect', params: { code, to: `/echo?from=${code}` }, data: method === 'get' ? undefined : 'kept?' });
  console.log(code, data.method, data.query, data.body, request.res.responseUrl.slice(baseURL.length));
}
console.log(await client.get('/loop', { maxRedirects: 3 }).catch((error) => [error.code, error.message]));
console.log(await client.get('/redirect', { params: { code: 302, to: '/' }, maxRedirects: 0 }).catch((error) => [error.response.status, error.response.headers.location]));
console.log(await client.get('/cut').catch((error) => [error.code, error.message]));
const { data } = await client.get('/gzip', { responseType: 'stream' });
let total = 0;
for await (const chunk of data) total += chunk.length;
console.log('stream', total);
const progress = [];
await client.post('/echo', Buffer.alloc(100_000), { onUploadProgress: ({ loaded, total: all }) => progress.push(loaded === all) });
console.log(progress.at(-1), await axios.all([client.get('/200'), client.get('/201')]).then(axios.spread((a, b) => [a.status, b.status])));
console.log(client.getUri({ url: '/x', params: { a: [1] } }).slice(baseURL.length));
server.close(() => console.log('closed'));
server.closeAllConnections();
