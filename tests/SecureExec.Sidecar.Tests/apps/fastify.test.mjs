// Schemas, hooks, plugins, serializers, errors, streams, injection without a socket, and requests over one.
import fastify from 'fastify';
import { Readable, Transform } from 'node:stream';

const lines = [];
const app = fastify({
  logger: { level: 'info', base: null, timestamp: false, stream: { write: (line) => lines.push(JSON.parse(line)) } },
  genReqId: (() => { let id = 0; return () => `r${++id}`; })(),
  ajv: { customOptions: { coerceTypes: 'array', allErrors: true } },
  bodyLimit: 2048,
});
const shown = (response) => { const { date, ...headers } = response.headers; return [response.statusCode, headers, response.body]; };

app.decorate('answer', 42);
app.decorateRequest('user', null);
app.addHook('onRequest', async (request) => { request.user = request.headers['x-user'] ?? 'nobody'; });
app.addHook('preSerialization', async (request, reply, payload) => (payload && typeof payload === 'object' && !Array.isArray(payload) ? { ...payload, by: request.user } : payload));
app.addHook('onSend', async (request, reply, payload) => { reply.header('x-sent', typeof payload); return payload; });
app.addHook('onClose', async () => console.log('hook: close'));
app.addContentTypeParser('text/csv', { parseAs: 'string' }, (request, body, done) => done(null, body.split('\n').map((line) => line.split(','))));
app.addSchema({ $id: 'person', type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string', minLength: 2 }, age: { type: 'integer', minimum: 0 }, tags: { type: 'array', items: { type: 'string' }, uniqueItems: true } } });

app.post('/people/:id', {
  schema: {
    params: { type: 'object', properties: { id: { type: 'integer' } } },
    querystring: { type: 'object', properties: { verbose: { type: 'boolean', default: false } } },
    body: { $ref: 'person#' },
    response: { 200: { type: 'object', properties: { id: { type: 'integer' }, person: { $ref: 'person#' }, verbose: { type: 'boolean' }, by: { type: 'string' } } } },
  },
}, async (request) => ({ id: request.params.id, person: request.body, verbose: request.query.verbose, dropped: 'not in the schema' }));
app.get('/files/*', async (request, reply) => reply.type('text/plain').send(Readable.from([`file ${request.params['*']} `, 'in ', 'parts'])));
app.get('/fail', async () => { throw Object.assign(new Error('no tea'), { statusCode: 418, code: 'TEAPOT' }); });
app.get('/broken', async () => { throw new TypeError('inside'); });
app.get('/user', { constraints: { host: 'api.example.org' } }, async () => 'constrained');
app.get('/r/:a(^\\d+)-:b', async (request) => request.params);
app.post('/csv', async (request) => request.body);
app.put('/upper', async (request, reply) => reply.send(Readable.from(request.body).pipe(new Transform({ transform: (chunk, encoding, done) => done(null, String(chunk).toUpperCase()) }))));
app.addContentTypeParser('application/x-lines', async (request, payload) => { const parts = []; for await (const part of payload) parts.push(part); return Buffer.concat(parts).toString().split(/(?<=\n)/); });
await app.register(async (inner) => {
  inner.addHook('preHandler', async (request, reply) => { if (request.user === 'nobody') return reply.code(401).send({ error: 'who?' }); });
  inner.setErrorHandler(async (error, request, reply) => reply.code(409).send({ handled: error.message }));
  inner.get('/secret', async () => ({ answer: inner.answer }));
  inner.get('/conflict', async () => { throw new Error('inner'); });
}, { prefix: '/admin' });
app.setNotFoundHandler((request, reply) => reply.code(404).send({ nothing: request.url }));

await app.ready();
console.log(app.printRoutes({ commonPrefix: false }));
console.log(...shown(await app.inject({ method: 'POST', url: '/people/7?verbose=1', payload: { name: 'Ada', age: '36', tags: 'x', extra: 1 }, headers: { 'x-user': 'root' } })));
console.log(...shown(await app.inject({ method: 'POST', url: '/people/seven', payload: { name: 'A', age: -1 } })));
console.log(...shown(await app.inject({ method: 'POST', url: '/people/1', payload: { name: 'Z', tags: ['a', 'a'] } })));
console.log(...shown(await app.inject('/r/12-ab')), ...shown(await app.inject('/r/x-ab')));

const address = await app.listen({ port: 0, host: '127.0.0.1' });
const ask = async (url, options) => {
  const response = await fetch(address + url, options);
  console.log(`${options?.method ?? 'GET'} ${url}:`, response.status, [...response.headers].filter(([name]) => name !== 'date'), await response.text());
};
await ask('/people/3', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"Grace"}' });
await ask('/people/3', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":' });
await ask('/people/3', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'x'.repeat(3000) }) });
await ask('/people/3', { method: 'POST', headers: { 'content-type': 'image/png' }, body: 'x' });
await ask('/people/3', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"__proto__":{"admin":true},"name":"no"}' });
await ask('/files/a/b%20c.txt');
await ask('/files/a', { method: 'HEAD' });
await ask('/fail');
await ask('/broken');
await ask('/csv', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a,b\n1,2' });
await ask('/upper', { method: 'PUT', headers: { 'content-type': 'application/x-lines' }, body: new Blob(['one\n', 'two\n', 'three']) });
await ask('/admin/secret');
await ask('/admin/secret', { headers: { 'x-user': 'ada' } });
await ask('/admin/conflict', { headers: { 'x-user': 'ada' } });
await ask('/nowhere?x=1');
await Promise.all(Array.from({ length: 20 }, async (_, i) => { const response = await fetch(`${address}/r/${i}-z`); if ((await response.json()).a !== String(i)) throw new Error('mixed up'); }));
await app.close();
console.log(lines.filter((line) => line.res || line.err).slice(0, 12).map((line) => [line.level, line.reqId, line.msg, line.res?.statusCode, line.err?.type, line.err?.message]));
await fetch(`${address}/fail`).catch((error) => console.log(error.message, error.cause.code));
