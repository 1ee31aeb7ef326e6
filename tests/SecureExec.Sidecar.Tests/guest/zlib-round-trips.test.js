'use strict';
// Every format, level, strategy and window: what is compressed here comes back whole, and what real Node compressed is read.
const zlib = require('node:zlib');

function noise(length, seed) {
  const bytes = Buffer.alloc(length);
  for (let i = 0, x = seed; i < length; i++) {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    bytes[i] = x >> 16;
  }
  return bytes;
}
const text = Buffer.from(Array.from({ length: 3000 }, (_, i) => `line ${(i * 7919) % 1000} of text ${i % 13}`).join('\n'));
const inputs = {
  empty: Buffer.alloc(0),
  one: Buffer.from('a'),
  text,
  zeros: Buffer.alloc(100000),
  noise: noise(70000, 42),
  mixed: Buffer.concat([text.subarray(0, 30000), noise(40000, 7), Buffer.alloc(40000, 'ab'), text]),
};
const pairs = [['deflateSync', 'inflateSync'], ['gzipSync', 'gunzipSync'], ['deflateRawSync', 'inflateRawSync'], ['gzipSync', 'unzipSync'], ['deflateSync', 'unzipSync']];
let count = 0;
for (const [name, input] of Object.entries(inputs)) {
  for (const [compress, decompress] of pairs) {
    for (let level = -1; level <= 9; level++) {
      for (const [strategy, memLevel, windowBits] of [[0, 8, 15], [1, 9, 15], [2, 1, 9], [3, 5, 12], [4, 8, 10]]) {
        const options = { level, strategy, memLevel, windowBits };
        const back = zlib[decompress](zlib[compress](input, options), { windowBits: 15, chunkSize: 4096 });
        if (!back.equals(input)) console.log('differs', name, compress, options);
        count++;
      }
    }
  }
  for (const quality of [0, 1, 5, 9]) {
    const packed = zlib.brotliCompressSync(input, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: quality, [zlib.constants.BROTLI_PARAM_LGWIN]: 18 } });
    if (!zlib.brotliDecompressSync(packed).equals(input)) console.log('differs', name, 'brotli', quality);
    count++;
  }
}
console.log(count, 'round trips');

// Written by another compressor, with all parts a gzip header can have.
const member = Buffer.from('1f8b081c00000000000302000400616263646e616d6500636f6d6d656e7400cb48cdc9c95728cf2fca49e10200', 'hex');
const body = member.subarray(0, -2);
for (const [label, bytes] of [['header', body], ['stored', Buffer.from('7801010500faff68656c6c6f062c0215', 'hex')], ['fixed', Buffer.from('789ccb48cdc9c907000 62c0215'.replace(/ /g, ''), 'hex')]]) {
  try {
    console.log(label, zlib.unzipSync(bytes, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString());
  } catch (error) {
    console.log(label, error.code, error.message);
  }
}
console.log(zlib.crc32('hello'), zlib.crc32(Buffer.from('wörld'), 7), zlib.crc32(''), zlib.crc32(inputs.mixed));
console.log(zlib.gunzipSync(Buffer.concat([zlib.gzipSync('one '), zlib.gzipSync('two'), Buffer.alloc(9)])).toString());
console.log(zlib.constants.Z_MAX_CHUNK, Object.getOwnPropertyDescriptor(zlib.constants, 'Z_OK'), zlib.codes.Z_DATA_ERROR, zlib.codes['-3']);
