// Transforms: flush, errors, object modes of each side, passing through, ends of one side, duplex pairs.
'use strict';
const { Transform, PassThrough, Duplex, duplexPair, Readable, finished } = require('node:stream');
const { once } = require('node:events');
const collect = async (stream) => { const all = []; for await (const chunk of stream) all.push(chunk); return all; };
(async () => {
  const split = new Transform({ readableObjectMode: true, transform(chunk, encoding, done) { this.rest = (this.rest ?? '') + chunk; const lines = this.rest.split('\n'); this.rest = lines.pop(); lines.forEach((line) => this.push(line)); done(); }, flush(done) { done(null, this.rest); } });
  split.write('a\nb'); split.write('c\n\nd'); split.end('e');
  console.log(await collect(split), split.readableObjectMode, split.writableObjectMode);
  for (const [name, options] of Object.entries({
    'callback value': { transform(chunk, encoding, done) { done(null, String(chunk).toUpperCase()); } },
    'callback error': { transform(chunk, encoding, done) { done(new Error('t')); } },
    'flush error': { transform(chunk, encoding, done) { done(); }, flush(done) { done(new Error('f')); } },
    'final and flush': { transform(chunk, encoding, done) { done(null, chunk); }, flush(done) { this.push('flush'); done(); }, final(done) { this.push('final'); done(); } },
    'push null': { transform(chunk, encoding, done) { this.push(chunk); this.push(null); done(); } },
    'async': { async transform(chunk, encoding, done) { await null; done(null, `<${chunk}>`); } },
    'no transform': {},
  })) {
    const stream = new Transform(options);
    stream.on('error', () => {});
    try { stream.write('x'); stream.end('y'); console.log(name, (await collect(stream)).map(String)); } catch (error) { console.log(name, error.code, error.message); }
  }
  const [one, two] = duplexPair({ highWaterMark: 4 });
  console.log(one.write('hello'), one.write('world'), String(two.read()), two.readableLength);
  two.end('answer'); one.end();
  console.log(String(await once(one, 'data')), (await collect(two)).map(String));
  for (const source of [['x', 'y'], 'text', async function*(input) { for await (const chunk of input) yield String(chunk) + '!'; }, Promise.resolve('later'), new Blob(['blob']), { readable: Readable.from(['r']), writable: new PassThrough() }, async (source) => { for await (const chunk of source) console.log('consumed', String(chunk)); }]) {
    try {
      const duplex = Duplex.from(source);
      if (duplex.writable) duplex.end('in');
      console.log(duplex.readable, duplex.writable, (await collect(duplex)).map(String));
    } catch (error) { console.log(error.name, error.code, error.message); }
  }
  for (const allowHalfOpen of [true, false]) {
    const duplex = new Duplex({ allowHalfOpen, read() { this.push('r'); this.push(null); }, write(chunk, encoding, done) { done(); } });
    const log = [];
    finished(duplex, (error) => log.push(`finished:${error?.code}`));
    for (const event of ['end', 'finish', 'close']) duplex.on(event, () => log.push(event));
    duplex.resume();
    for (let i = 0; i < 3; i++) await new Promise(setImmediate);
    if (allowHalfOpen) duplex.end();
    for (let i = 0; i < 3; i++) await new Promise(setImmediate);
    console.log(allowHalfOpen, log.join());
  }
})();
