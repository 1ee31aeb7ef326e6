import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'pipe-'));
const at = (name) => path.join(dir, name);
const block = Buffer.from(Array.from({ length: 50_000 }, (_, i) => i % 251));
const out = fs.createWriteStream(at('a'), { highWaterMark: 1000 });
let drains = 0;
for (let i = 0; i < 8; i++) if (!out.write(block)) { drains++; await once(out, 'drain'); }
out.end();
await once(out, 'close');
console.log(drains, out.bytesWritten, out.closed, fs.statSync(at('a')).size);

const sizes = [];
for await (const piece of fs.createReadStream(at('a'), { highWaterMark: 30_000, start: 10, end: 100_009 })) sizes.push(piece.length);
console.log(sizes);
const upper = new Transform({ transform(chunk, _, done) { done(null, chunk.map((b) => b ^ 0xff)); } });
await pipeline(fs.createReadStream(at('a')), upper, fs.createWriteStream(at('b')));
const [a, b] = [fs.readFileSync(at('a')), fs.readFileSync(at('b'))];
console.log(b.length, b.every((byte, i) => byte === (a[i] ^ 0xff)));
fs.createReadStream(at('a'), { start: 399_990 }).pipe(fs.createWriteStream(at('b'), { flags: 'r+', start: 5 })).on('finish', async () => {
  console.log(fs.readFileSync(at('b')).subarray(5, 15).equals(a.subarray(399_990)), fs.statSync(at('b')).size);
  const written = await fs.promises.open(at('c'), 'w');
  const writer = written.createWriteStream({ encoding: 'utf8' });
  writer.write('eins ');
  writer.end('zwei\ndrei');
  await once(writer, 'close');
  const handle = await fs.promises.open(at('c'));
  console.log(written.fd, await handle.createReadStream({ start: 2, encoding: 'utf8' }).toArray());
  const appender = fs.createWriteStream(at('c'), { flags: 'a', flush: true });
  appender.cork();
  for (const word of [' vier', ' fünf', ' sechs']) appender.write(word);
  appender.uncork();
  appender.end();
  await once(appender, 'close');
  console.log(fs.readFileSync(at('c'), 'utf8').split('\n'));
  const destroyed = fs.createReadStream(at('a'));
  destroyed.once('data', () => destroyed.destroy(new Error('enough')));
  console.log((await once(destroyed, 'error'))[0].message, destroyed.destroyed);
  const missing = fs.createReadStream(at('none'));
  missing.on('error', (e) => console.log(e.code, missing.pending, missing.fd));
  missing.on('close', () => { console.log('closed'); fs.rmSync(dir, { recursive: true }); });
});
