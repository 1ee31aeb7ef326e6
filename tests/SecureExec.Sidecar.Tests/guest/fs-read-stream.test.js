'use strict';
// createReadStream: ranges, chunk sizes, encodings, events, errors, descriptors, destroy.
const fs = require('node:fs');
const { once } = require('node:events');
fs.writeFileSync('f', Buffer.from(Array.from({ length: 26 * 40 }, (_, i) => 97 + i % 26)));
fs.writeFileSync('utf', '\u00e9\u4e2d\u{1F600}'.repeat(50));
fs.mkdirSync('d');

async function collect(options, name = 'f') {
  const stream = fs.createReadStream(name, options);
  const events = [];
  for (const event of ['open', 'ready', 'end', 'close', 'error']) stream.on(event, (value) => events.push(event === 'error' ? `error ${value.code}` : event));
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  await new Promise((resolve) => stream.on('close', resolve));
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const sample = chunks.length ? String(chunks[0]).slice(0, 8) : '';
  console.log(JSON.stringify(options), chunks.length, total, sample, events.join(), stream.bytesRead, stream.destroyed, stream.fd);
}
(async () => {
  await collect(undefined);
  await collect({ highWaterMark: 100 });
  await collect({ highWaterMark: 1, end: 4 });
  await collect({ start: 10, end: 19 });
  await collect({ start: 1030 });
  await collect({ start: 5000 });
  await collect({ end: 0 });
  await collect({ encoding: 'utf8', start: 26 * 39 });
  await collect({ encoding: 'hex', end: 3 });
  await collect({ flags: 'r+', end: 2 });
  await collect({ end: 2, highWaterMark: 2 }, 'absent');
  await collect({ highWaterMark: 16 }, 'd');
  await collect('base64', 'utf');
  let text = '';
  for await (const chunk of fs.createReadStream('utf', { encoding: 'utf8', highWaterMark: 7 })) text += chunk;
  console.log(text === '\u00e9\u4e2d\u{1F600}'.repeat(50));
  for (const bad of [{ start: 5, end: 2 }, { start: 'a' }, { start: -1 }, { end: 1.5 }, { highWaterMark: -3 }]) {
    try {
      fs.createReadStream('f', bad);
      console.log('made', bad);
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
  const fd = fs.openSync('f', 'r');
  const kept = fs.createReadStream(null, { fd, autoClose: false, end: 4 });
  let part = '';
  for await (const chunk of kept) part += chunk;
  console.log('fd kept', part, fs.fstatSync(fd).isFile(), kept.path);
  fs.closeSync(fd);
  const destroyed = fs.createReadStream('f');
  destroyed.destroy(new Error('stop'));
  const [error] = await once(destroyed, 'error');
  console.log('destroyed', error.message, destroyed.bytesRead);
  const paused = fs.createReadStream('f', { highWaterMark: 260 });
  let seen = 0;
  paused.on('data', (chunk) => {
    seen += chunk.length;
    paused.pause();
    setTimeout(() => paused.resume(), 1);
  });
  await once(paused, 'end');
  console.log('paused', seen);
  const reader = fs.createReadStream('f', { highWaterMark: 64 });
  await once(reader, 'readable');
  console.log('read(n)', String(reader.read(5)), String(reader.read(3)), reader.readableLength);
  reader.close((closeError) => console.log('closed', closeError, reader.destroyed));
  await once(reader, 'close');
  await fs.promises.open('f').then(async (handle) => {
    const opened = handle.createReadStream({ start: 3, end: 5 });
    console.log(String((await opened.toArray())[0]));
  });
})();
