// Streams: pieces, flushes, parameters changed on the way, resets, closing early, iteration, pipelines.
import zlib from 'node:zlib';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';

const text = Array.from({ length: 5000 }, (_, i) => `row ${i}: ${(i * 7919) % 997}`).join('\n');

async function collect(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

for (const [pack, unpack] of [['createGzip', 'createGunzip'], ['createDeflate', 'createInflate'], ['createDeflateRaw', 'createInflateRaw'], ['createBrotliCompress', 'createBrotliDecompress']]) {
  const parts = text.match(/[^]{1,997}/g);
  const back = await collect(Readable.from(parts).pipe(zlib[pack]()).pipe(zlib[unpack]({ chunkSize: 1024 })));
  console.log(pack, back.toString() === text);
  const packed = await collect(Readable.from(parts).pipe(zlib[pack]({ chunkSize: 100 })));
  const single = zlib[unpack]();
  single.end(packed);
  console.log(unpack, (await collect(single)).toString() === text, single.bytesWritten === packed.length);
}

const deflate = zlib.createDeflate();
const inflate = zlib.createInflate();
deflate.pipe(inflate);
let seen = '';
inflate.on('data', (part) => { seen += part; });
for (const kind of ['Z_PARTIAL_FLUSH', 'Z_SYNC_FLUSH', 'Z_FULL_FLUSH']) {
  deflate.write(`before ${kind}; `);
  await new Promise((done) => deflate.flush(zlib.constants[kind], done));
  await once(inflate, 'data').catch(() => 0);
  console.log(seen);
}
await new Promise((done) => deflate.params(9, zlib.constants.Z_HUFFMAN_ONLY, done));
deflate.end('after parameters');
await once(inflate, 'end');
console.log(seen);

const reset = zlib.createGzip();
reset.reset();
reset.end('fresh');
console.log((await promisify(zlib.gunzip)(await collect(reset))).toString());

const closing = zlib.createGunzip();
closing.on('close', () => console.log('closed'));
closing.write(zlib.gzipSync('x').subarray(0, 12));
closing.close(() => console.log('close callback'));
await once(closing, 'close');
console.log(closing.destroyed, closing._handle);

try {
  await pipeline(Readable.from([Buffer.from('junk')]), zlib.createGunzip(), new Writable({ write(chunk, encoding, done) { done(); } }));
} catch (error) {
  console.log(error.code);
}
const all = await Promise.all(Array.from({ length: 20 }, (_, i) => promisify(zlib.gzip)(`${i} `.repeat(i)).then(promisify(zlib.unzip)).then(String)));
console.log(all.map((one) => one.length).join());

const response = new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')).pipeThrough(new DecompressionStream('gzip')));
console.log((await response.text()) === text);
