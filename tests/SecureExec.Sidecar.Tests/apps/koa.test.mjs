// Onion of middleware, context, cookies with keys, errors, streams and JSON.
import Koa from 'koa';
import { Readable } from 'node:stream';
import fs from 'node:fs';

const app = new Koa({ keys: ['k1', 'k2'], proxy: true });
const trace = [];
app.on('error', (error, context) => console.log('event error:', error.message, context?.path));
app.use(async (context, next) => {
  trace.push(`> ${context.method} ${context.path}`);
  await next();
  context.set('x-trace', String(trace.length));
  trace.push(`< ${context.status}`);
});
app.use(async (context, next) => {
  try {
    await next();
  } catch (error) {
    if (error.expose !== true) throw error;
    context.status = error.status;
    context.body = { error: error.message, status: error.status };
  }
});
const routes = {
  '/': (context) => { context.body = 'root'; },
  '/json': (context) => { context.body = { query: context.query, ip: context.ip, ips: context.ips, host: context.host, protocol: context.protocol, origin: context.origin, fresh: context.fresh }; },
  '/cookies': (context) => { context.body = [context.cookies.get('signed', { signed: true }) ?? null, context.cookies.get('plain') ?? null]; context.cookies.set('signed', 'yes', { signed: true, httpOnly: true }); context.cookies.set('plain', 'p', { overwrite: true }); },
  '/body': async (context) => { const parts = []; for await (const part of context.req) parts.push(part); context.body = Buffer.concat(parts); context.type = context.request.type; },
  '/stream': (context) => { context.type = 'txt'; context.body = Readable.from(['s', 't', 'r']); },
  '/web-stream': (context) => { context.body = new Blob(['web', ' stream']).stream(); },
  '/file': (context) => { context.attachment('f.js'); context.body = fs.createReadStream('koa.test.mjs', { end: 5 }); },
  '/missing-file': (context) => { context.body = fs.createReadStream('/nowhere'); },
  '/empty': (context) => { context.body = null; },
  '/redirect': (context) => context.redirect('/json?from=redirect'),
  '/throw': (context) => context.throw(403, 'forbidden fruit'),
  '/assert': (context) => context.assert(context.get('x-token'), 401, 'token, please'),
  '/crash': () => { throw new Error('crash'); },
  '/accepts': (context) => { context.body = [context.accepts('json', 'html'), context.acceptsEncodings('gzip', 'br'), context.acceptsLanguages('de', 'fr'), context.is('json')]; context.vary('accept'); },
  '/etag': (context) => { context.etag = 'abc'; context.lastModified = new Date(0); context.body = 'content'; if (context.fresh) context.status = 304; },
};
app.use(async (context, next) => (routes[context.path] ? routes[context.path](context) : next()));

const server = app.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  const ask = async (url, options) => {
    const response = await fetch(base + url, options);
    console.log(`${options?.method ?? 'GET'} ${url}:`, response.status, response.statusText, [...response.headers].filter(([name]) => name !== 'date'), (await response.text()).replaceAll(base, 'BASE'));
    return response;
  };
  await ask('/');
  await ask('/', { method: 'HEAD' });
  const json = await fetch(`${base}/json?a=1&a=2`, { headers: { 'x-forwarded-for': '10.1.1.1, 10.2.2.2', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'example.org' } });
  console.log(await json.text());
  const cookies = (await ask('/cookies')).headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
  await ask('/cookies', { headers: { cookie: cookies } });
  await ask('/cookies', { headers: { cookie: cookies.replace('signed=yes', 'signed=no') } });
  await ask('/body', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"x":1}' });
  await ask('/body', { method: 'POST', body: Buffer.alloc(3, 0x61) });
  await ask('/stream');
  await ask('/web-stream');
  await ask('/file');
  await ask('/missing-file').catch((error) => console.log(error.message, error.cause.code));
  await ask('/empty');
  console.log((await fetch(`${base}/redirect`, { redirect: 'manual' })).headers.get('location'));
  await ask('/throw');
  await ask('/assert');
  await ask('/crash');
  await ask('/accepts', { headers: { accept: 'text/html', 'accept-encoding': 'br', 'accept-language': 'fr', 'content-type': 'application/json' } });
  await ask('/etag');
  await ask('/etag', { headers: { 'if-none-match': '"abc"' } });
  await ask('/nowhere');
  console.log(trace.length, trace.slice(0, 4));
  server.close(() => console.log('closed'));
  server.closeAllConnections();
});
