'use strict';
// createWriteStream: flags, start, events, back-pressure, errors, pipeline.
const fs = require('node:fs');
const { once } = require('node:events');
const { pipeline } = require('node:stream/promises');
const { Transform, Readable } = require('node:stream');

async function write(name, options, pieces) {
  const stream = fs.createWriteStream(name, options);
  const events = [];
  for (const event of ['open', 'ready', 'finish', 'close', 'error']) stream.on(event, (value) => events.push(event === 'error' ? `error ${value.code} ${value.syscall}` : event));
  for (const piece of pieces) stream.write(piece);
  stream.end();
  await new Promise((resolve) => stream.on('close', resolve));
  console.log(name, JSON.stringify(options), events.join(), stream.bytesWritten, fs.existsSync(name) && fs.statSync(name).isFile() ? JSON.stringify(fs.readFileSync(name, 'utf8')) : 'no file');
}
(async () => {
  fs.mkdirSync('d');
  await write('w', undefined, ['one ', Buffer.from('two '), new Uint8Array([51])]);
  await write('w', { flags: 'a' }, ['+']);
  await write('w', { flags: 'r+', start: 2 }, ['##']);
  await write('w', { flags: 'wx' }, ['never']);
  await write('w', 'hex', ['6869']);
  await write('w', { encoding: 'base64', mode: 0o600 }, ['aGk=']);
  await write('empty', undefined, []);
  await write('no/where', undefined, ['x']);
  await write('d', undefined, ['x']);
  await write('flushed', { flush: true }, ['x']);
  const slow = fs.createWriteStream('slow', { highWaterMark: 10 });
  const accepted = [slow.write('12345'), slow.write('1234567'), slow.write('x')];
  await once(slow, 'drain');
  console.log(accepted, slow.writableLength, slow.writableNeedDrain);
  slow.end(() => console.log('end callback', slow.bytesWritten));
  await once(slow, 'close');

  const big = Buffer.alloc(700_000, 'chunk-');
  fs.writeFileSync('big', big);
  await pipeline(fs.createReadStream('big'), fs.createWriteStream('copy'));
  console.log('pipeline', fs.readFileSync('copy').equals(big));
  const upper = new Transform({ transform(chunk, _, done) { done(null, chunk.toString().toUpperCase()); } });
  await pipeline(fs.createReadStream('big', { end: 11 }), upper, fs.createWriteStream('upper'));
  console.log(fs.readFileSync('upper', 'utf8'));
  await pipeline(Readable.from(['a', 'b', 'c']), async function* (source) { for await (const each of source) yield `<${each}>`; }, fs.createWriteStream('gen'));
  console.log(fs.readFileSync('gen', 'utf8'));
  await pipeline(fs.createReadStream('absent'), fs.createWriteStream('target')).catch((error) => console.log('source', error.code, error.path));
  await pipeline(fs.createReadStream('big'), fs.createWriteStream('no/target')).catch((error) => console.log('target', error.code, error.path));

  const corked = fs.createWriteStream('corked');
  corked.cork();
  corked.write('a');
  corked.write('b');
  corked.uncork();
  corked.end('c');
  await once(corked, 'close');
  console.log(fs.readFileSync('corked', 'utf8'), corked.path, corked.pending);
  const fd = fs.openSync('byfd', 'w');
  const viaFd = fs.createWriteStream('ignored', { fd, autoClose: false });
  viaFd.end('through fd');
  await once(viaFd, 'finish');
  console.log(fs.readFileSync('byfd', 'utf8'), fs.existsSync('ignored'), fs.fstatSync(fd).size);
  fs.closeSync(fd);
  const after = fs.createWriteStream('after');
  after.end('x');
  await once(after, 'close');
  after.write('y', (error) => console.log('after end', error.code));
  after.on('error', () => {});
  const stopped = fs.createWriteStream('stopped');
  stopped.destroy(new Error('gone'));
  console.log((await once(stopped, 'error'))[0].message);
  try {
    fs.createWriteStream('x', { start: -1 });
  } catch (error) {
    console.log(error.code, error.message);
  }
})();
