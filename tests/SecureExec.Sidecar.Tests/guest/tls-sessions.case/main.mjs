// TLS sessions: tickets and names, what is told of them, what goes on with them and what does not; groups, signature schemes, OCSP responses, key logs, lengths of records.
import tls from 'node:tls';
import https from 'node:https';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { constants } from 'node:crypto';

const read = (name) => readFileSync(new URL(name, import.meta.url));
const ca = read('ca.pem');
const own = { key: read('server.key'), cert: read('server.pem'), ca };
const client = { key: read('client.key'), cert: read('client.pem') };
const { SSL_OP_NO_TICKET } = constants;

async function listen(options, prepare = () => {}) {
  const made = tls.createServer({ ...own, ...options }, (socket) => {
    made.seen.push(`server ${socket.isSessionReused()} ${socket.authorized} ${socket.getPeerCertificate().subject?.CN}`);
    socket.on('error', () => {});
    socket.resume();
    socket.end('answer');
  });
  made.seen = [];
  made.on('tlsClientError', (error) => made.seen.push(`server failed ${error.code}`));
  prepare(made);
  made.listen(0, '127.0.0.1');
  await once(made, 'listening');
  return made;
}

// What comes of one connection; the last session that it was told of is the answer.
async function connect(label, made, options) {
  const seen = [];
  let session;
  const socket = tls.connect({ port: made.address().port, host: '127.0.0.1', servername: 'server.example', ca, ...options });
  socket.on('session', (told) => { session = told; seen.push('session'); });
  socket.on('secureConnect', () => seen.push(
    `client ${socket.isSessionReused()} ${socket.authorized} ${socket.getProtocol()} ${socket.getPeerCertificate().subject?.CN} ` +
    `${socket.getTLSTicket() instanceof Buffer} ${socket.getSession() instanceof Buffer} ${socket.getFinished().length} ${socket.getPeerFinished().length}`));
  socket.on('error', (error) => seen.push(`client failed ${error.code}`));
  socket.resume();
  await once(socket, 'close');
  console.log(label);
  for (const line of seen)
    console.log('  ' + line);
  for (const line of made.seen.splice(0))
    console.log('  ' + line);
  return session;
}

for (const maxVersion of ['TLSv1.2', 'TLSv1.3']) {
  const made = await listen({ maxVersion });
  const first = await connect(`${maxVersion} first`, made, {});
  const second = await connect(`${maxVersion} second`, made, { session: first });
  await connect(`${maxVersion} third`, made, { session: second ?? first });
  await connect(`${maxVersion} another host`, made, { session: first, servername: 'other.example', checkServerIdentity: () => undefined });
  await connect(`${maxVersion} bytes that are none`, made, { session: Buffer.from('garbage'), rejectUnauthorized: false });
  const broken = Buffer.from(first);
  broken[broken.length - 70] ^= 1;
  await connect(`${maxVersion} broken`, made, { session: broken.subarray(0, -3) });
  const keys = made.getTicketKeys();
  console.log(keys.length);
  made.setTicketKeys(Buffer.alloc(48, 7));
  console.log(made.getTicketKeys().equals(Buffer.alloc(48, 7)));
  await connect(`${maxVersion} other keys`, made, { session: first });
  made.setTicketKeys(keys);
  await connect(`${maxVersion} former keys`, made, { session: first });
  made.close();

  const twin = await listen({ maxVersion, ticketKeys: keys, sessionIdContext: 'another' });
  await connect(`${maxVersion} another context`, twin, { session: first });
  twin.close();

  const long = await listen({ maxVersion, sessionTimeout: 600 });
  const fresh = await connect(`${maxVersion} long`, long, {});
  await connect(`${maxVersion} long, in time`, long, { session: fresh });
  long.close();

  const short = await listen({ maxVersion, sessionTimeout: 1 });
  const old = await connect(`${maxVersion} short`, short, {});
  await setTimeout(2500);
  await connect(`${maxVersion} short, too late`, short, { session: old });
  short.close();

  const strict = await listen({ maxVersion, requestCert: true, rejectUnauthorized: true });
  const known = await connect(`${maxVersion} with a certificate`, strict, client);
  await connect(`${maxVersion} with a certificate, again`, strict, { ...client, session: known });
  strict.close();

  const noTicket = await listen({ maxVersion, secureOptions: SSL_OP_NO_TICKET });
  const named = await connect(`${maxVersion} no tickets`, noTicket, {});
  await connect(`${maxVersion} no tickets, again`, noTicket, { session: named });
  noTicket.close();
}

console.log('sessions that the program stores');
{
  const store = new Map();
  const made = await listen({ maxVersion: 'TLSv1.2', secureOptions: SSL_OP_NO_TICKET }, (server) => {
    server.on('newSession', (id, data, done) => {
      server.seen.push(`newSession ${id.length} ${Buffer.isBuffer(data)}`);
      store.set(id.toString('hex'), data);
      setImmediate(done);
    });
    server.on('resumeSession', (id, done) => {
      server.seen.push(`resumeSession ${store.has(id.toString('hex'))}`);
      setImmediate(done, null, store.get(id.toString('hex')) ?? null);
    });
  });
  const first = await connect('first', made, {});
  await connect('again', made, { session: first });
  store.clear();
  await connect('forgotten', made, { session: first });
  made.close();
}

console.log('agents');
{
  const server = https.createServer({ ...own }, (request, response) => response.end(String(request.socket.isSessionReused())));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new https.Agent({ ca, servername: 'server.example' });
  for (let i = 0; i < 3; i++) {
    const response = (await once(https.get({ port: server.address().port, host: '127.0.0.1', agent }), 'response'))[0];
    console.log((await response.toArray()).join(''), response.socket.isSessionReused());
    await once(response.socket, 'close');
  }
  server.close();
}

console.log('stapled responses');
for (const maxVersion of ['TLSv1.2', 'TLSv1.3']) {
  // A whole one: "try later".
  for (const answer of [Buffer.from('30030a0103', 'hex'), null]) {
    const made = await listen({ maxVersion }, (server) => server.on('OCSPRequest', (certificate, issuer, done) => {
      server.seen.push(`OCSPRequest ${Buffer.isBuffer(certificate)} ${Buffer.isBuffer(issuer)}`);
      setImmediate(done, null, answer);
    }));
    const socket = tls.connect({ port: made.address().port, host: '127.0.0.1', servername: 'server.example', ca, requestOCSP: true });
    const [response] = await once(socket, 'OCSPResponse');
    console.log(maxVersion, response?.toString('hex'));
    await once(socket, 'secureConnect');
    socket.destroy();
    console.log(made.seen.splice(0).filter((line) => line.startsWith('OCSP')).join());
    made.close();
  }
}

console.log('groups and schemes');
async function negotiate(label, serverOptions, clientOptions) {
  const made = await listen(serverOptions, (server) => server.on('secureConnection', (socket) => server.seen.push(`shared ${label.startsWith('scheme') ? socket.getSharedSigalgs() : ''}`)));
  const socket = tls.connect({ port: made.address().port, host: '127.0.0.1', servername: 'server.example', ca, ...clientOptions });
  const answer = await new Promise((done) => {
    socket.on('secureConnect', () => done(JSON.stringify(socket.getEphemeralKeyInfo()) + socket.getCipher().name));
    socket.on('error', (error) => done(error.code));
  });
  socket.destroy();
  await new Promise((done) => made.close(done));
  console.log(label, answer, made.seen.filter((line) => line.startsWith('server failed') || line.length > 'shared '.length && line.startsWith('shared')).join());
}
await negotiate('group', { ecdhCurve: 'P-256' }, {});
await negotiate('group', { ecdhCurve: 'X25519' }, {});
await negotiate('group', { ecdhCurve: 'P-521:P-384' }, { ecdhCurve: 'P-384:P-521' });
await negotiate('group', { ecdhCurve: 'X448', maxVersion: 'TLSv1.2' }, {});
await negotiate('group', {}, { ecdhCurve: 'secp384r1', maxVersion: 'TLSv1.2' });
await negotiate('group', { ecdhCurve: 'X25519MLKEM768' }, {});
await negotiate('group', { ecdhCurve: 'P-521' }, { ecdhCurve: 'P-256' });
await negotiate('group', { ecdhCurve: 'P-521', maxVersion: 'TLSv1.2' }, { ecdhCurve: 'P-256' });
await negotiate('numbers', { dhparam: 'auto', maxVersion: 'TLSv1.2', ciphers: 'DHE-RSA-AES128-GCM-SHA256' }, {});
await negotiate('numbers', { maxVersion: 'TLSv1.2', ciphers: 'DHE-RSA-AES128-GCM-SHA256' }, {});
await negotiate('scheme', { sigalgs: 'RSA-PSS+SHA384' }, { sigalgs: 'RSA-PSS+SHA512:RSA-PSS+SHA384' });
await negotiate('scheme', { sigalgs: 'rsa_pss_rsae_sha256:RSA+SHA256' }, { sigalgs: 'RSA+SHA256:RSA-PSS+SHA256:?nonsense' });
await negotiate('scheme', { sigalgs: 'RSA-PSS+SHA384' }, { sigalgs: 'RSA-PSS+SHA512' });
await negotiate('scheme', { sigalgs: 'RSA+SHA512', maxVersion: 'TLSv1.2' }, {});
for (const options of [{ sigalgs: 'nonsense' }, { sigalgs: 'RSA+SHA256:RSA+NONE' }, { ecdhCurve: 'nonsense' }, { ecdhCurve: 'X25519:nonsense' }, { ecdhCurve: ':' }, { ecdhCurve: '' },
  { dhparam: 'nonsense' }, { ticketKeys: Buffer.alloc(47) }, { sessionTimeout: -1 }, { sessionIdContext: 'x'.repeat(32) }]) {
  try {
    console.log(Object.keys(options)[0], typeof tls.createSecureContext(options));
  } catch (error) {
    console.log(Object.keys(options)[0], error.name, error.code, error.message);
  }
}

console.log('key logs');
for (const maxVersion of ['TLSv1.2', 'TLSv1.3']) {
  const made = await listen({ maxVersion }, (server) => server.on('keylog', (line) => server.seen.push(String(line))));
  const socket = tls.connect({ port: made.address().port, host: '127.0.0.1', servername: 'server.example', ca });
  const lines = [];
  socket.on('keylog', (line) => lines.push(String(line)));
  socket.resume();
  await once(socket, 'close');
  console.log(lines.map((line) => line.replace(/[0-9a-f]{8,}/g, (hex) => hex.length)).sort());
  console.log(lines.every((line) => made.seen.includes(line)));
  made.close();
}

console.log('records and keys for other protocols');
for (const maxVersion of ['TLSv1.2', 'TLSv1.3']) {
  const made = await listen({ maxVersion }, (server) => {
    server.removeAllListeners('secureConnection');
    server.on('secureConnection', (socket) => {
      server.keys = [undefined, Buffer.alloc(0), Buffer.alloc(3)].map((context) => socket.exportKeyingMaterial(40, 'label', context).toString('hex'));
      console.log([-1, 0, 511, 16384, 16385, 1e9, 512].map((size) => socket.setMaxSendFragment(size)).join());
      socket.end(Buffer.alloc(3000, 'x'));
    });
  });
  const socket = tls.connect({ port: made.address().port, host: '127.0.0.1', servername: 'server.example', ca });
  await once(socket, 'secureConnect');
  const keys = [undefined, Buffer.alloc(0), Buffer.alloc(3)].map((context) => socket.exportKeyingMaterial(40, 'label', context).toString('hex'));
  const sizes = [];
  socket.on('data', (data) => sizes.push(data.length));
  await once(socket, 'close');
  console.log(sizes.join(), keys.every((key, i) => key === made.keys[i] && key.length === 80), keys[0] === keys[1], keys[0] === keys[2]);
  made.close();
}
