'use strict';
// Records from a name server of the test's own, over UDP: every type, errors of the server, silence, cancelling.
const dgram = require('node:dgram');
const dns = require('node:dns');
const { once } = require('node:events');

const name = (text) => Buffer.concat([...text.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]), Buffer.from([0])]);
const u16 = (...numbers) => Buffer.concat(numbers.map((n) => Buffer.from([n >> 8, n & 255])));
const u32 = (...numbers) => Buffer.concat(numbers.map((n) => { const b = Buffer.alloc(4); b.writeUInt32BE(n); return b; }));
const text = (value) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);

const data = {
  1: [Buffer.from([1, 2, 3, 4]), Buffer.from([5, 6, 7, 8])],
  28: [Buffer.from('20010db8000000000000000000000001', 'hex')],
  2: [name('ns.example.org')],
  5: [name('other.example.org')],
  6: [Buffer.concat([name('ns.example.org'), name('admin.example.org'), u32(1, 2, 3, 4, 5)])],
  12: [name('host.example.org')],
  15: [Buffer.concat([u16(10), name('mx.example.org')]), Buffer.concat([u16(20), Buffer.from([0xc0, 12])])],
  16: [Buffer.concat([text('one'), text('two')]), text('three')],
  33: [Buffer.concat([u16(1, 2, 8080), name('srv.example.org')])],
  35: [Buffer.concat([u16(1, 2), text('s'), text('SIP+D2U'), text(''), name('naptr.example.org')])],
  52: [Buffer.concat([Buffer.from([3, 1, 1]), Buffer.from('abcdef', 'hex')])],
  257: [Buffer.concat([Buffer.from([128]), text('issue'), Buffer.from('ca.example.org')])],
};

const server = dgram.createSocket('udp4');
server.on('message', (question, from) => {
  const type = question.readUInt16BE(question.length - 4);
  const first = question.toString('latin1', 13, 13 + question[12]);
  if (first === 'silent') return;
  const code = { missing: 3, broken: 2, refused: 5 }[first] ?? 0;
  const types = first === 'nothing' || code ? [] : type === 255 ? [1, 28, 15, 16] : [type];
  const answers = types.flatMap((t) => data[t].map((d) => Buffer.concat([Buffer.from([0xc0, 12]), u16(t, 1), u32(60), u16(d.length), d])));
  const header = Buffer.concat([question.subarray(0, 2), Buffer.from([0x81, 0x80 | code]), u16(1, answers.length, 0, 0)]);
  server.send(Buffer.concat([header, question.subarray(12), ...answers]), from.port, from.address);
});

async function main() {
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const resolver = new dns.promises.Resolver({ timeout: 2000, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  for (const type of ['A', 'AAAA', 'NS', 'CNAME', 'SOA', 'PTR', 'MX', 'TXT', 'SRV', 'NAPTR', 'TLSA', 'CAA']) console.log(type, await resolver.resolve('example.org', type));
  console.log(await resolver.resolve4('example.org', { ttl: true }), await resolver.reverse('9.8.7.6'));
  console.log((await resolver.resolveAny('example.org')).map((record) => JSON.stringify(record)).sort());
  for (const host of ['missing.example.org', 'broken.example.org', 'refused.example.org', 'nothing.example.org', 'hidden.onion']) {
    try {
      await resolver.resolve4(host);
      console.log('no error');
    } catch (error) {
      console.log(error.code, error.syscall, error.hostname, error.message);
    }
  }
  const impatient = new dns.promises.Resolver({ timeout: 50, tries: 1 });
  impatient.setServers(resolver.getServers());
  console.log((await impatient.resolve4('silent.example.org').catch((error) => error)).code);
  const pending = resolver.resolve4('silent.example.org').catch((error) => error);
  resolver.cancel();
  console.log((await pending).code);
  server.close();
}
main();
