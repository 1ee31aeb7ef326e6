'use strict';
// What broken, cut off, and wrongly described data says, in every format.
const zlib = require('node:zlib');

function report(label, act) {
  try {
    const made = act();
    console.log(label, 'gave', made.length, made.subarray(0, 20).toString('latin1'));
  } catch (error) {
    console.log(label, error.name, error.code, error.errno, error.message);
  }
}
const plain = Buffer.from('The quick brown fox jumps over the lazy dog. '.repeat(50));
const packed = { inflateSync: zlib.deflateSync(plain), gunzipSync: zlib.gzipSync(plain), inflateRawSync: zlib.deflateRawSync(plain) };
for (const [decompress, bytes] of Object.entries(packed)) {
  report(`${decompress} empty`, () => zlib[decompress](Buffer.alloc(0)));
  for (const cut of [1, 2, 5, bytes.length - 9, bytes.length - 1]) report(`${decompress} cut`, () => zlib[decompress](bytes.subarray(0, cut)));
  report(`${decompress} cut, sync flush`, () => zlib[decompress](bytes.subarray(0, bytes.length - 9), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).subarray(0, 5));
  const broken = Buffer.from(bytes);
  broken[broken.length - 2] ^= 0xff;
  report(`${decompress} broken end`, () => zlib[decompress](broken));
  report(`${decompress} text`, () => zlib[decompress](Buffer.from('neither zlib nor gzip')));
  report(`${decompress} junk behind`, () => zlib[decompress](Buffer.concat([bytes, Buffer.from('junk')])));
  report(`${decompress} junk refused`, () => zlib[decompress](Buffer.concat([bytes, Buffer.from('junk')]), { rejectGarbageAfterEnd: true }));
  report(`${decompress} too long`, () => zlib[decompress](bytes, { maxOutputLength: 100 }));
}
for (const [label, hex] of Object.entries({
  'block type 3': '07',
  'stored lengths': '010500ffff68656c6c6f',
  'too many lengths': 'fc ff ff ff'.replaceAll(' ', ''),
  'code lengths': '0400feffffffffff',
  'distance too far': '4b04a200',
  'no end of block': '05c08104000000000090',
})) report(label, () => zlib.inflateRawSync(Buffer.from(hex, 'hex')));
for (const [label, hex] of Object.entries({ 'method 7': '779c', 'window 16': '889c00000000', 'header check': '789d', 'needs dictionary': '78f9' + '00000001' + '0300' })) {
  report(label, () => zlib.inflateSync(Buffer.from(hex, 'hex')));
}
report('gzip method', () => zlib.gunzipSync(Buffer.from('1f8b070000000000', 'hex')));
report('gzip flags', () => zlib.gunzipSync(Buffer.from('1f8b08e000000000', 'hex')));
report('window smaller than the stream', () => zlib.inflateSync(packed.inflateSync, { windowBits: 9 }));

const dictionary = Buffer.from('lazy dog jumps quick brown fox The over');
for (const [compress, decompress] of [['deflateSync', 'inflateSync'], ['deflateRawSync', 'inflateRawSync']]) {
  const small = zlib[compress](plain, { dictionary });
  report(`${decompress} dictionary`, () => zlib[decompress](small, { dictionary }));
  report(`${decompress} none`, () => zlib[decompress](small).subarray(0, 0));
  report(`${decompress} another`, () => zlib[decompress](small, { dictionary: Buffer.from('another') }).subarray(0, 0));
}
report('brotli text', () => { try { return zlib.brotliDecompressSync(Buffer.from('this is no brotli')); } catch (error) { throw Object.assign(new Error(error.message), { code: error.code.slice(0, 5) }); } });
report('brotli cut', () => zlib.brotliDecompressSync(zlib.brotliCompressSync(plain).subarray(0, 9)));
for (const options of [{ level: 10 }, { windowBits: 7 }, { memLevel: 0 }, { strategy: 5 }, { chunkSize: 10 }, { flush: 9 }, { dictionary: 5 }]) report(JSON.stringify(options), () => zlib.deflateSync('x', options));
report('brotli parameter', () => zlib.brotliCompressSync('x', { params: { [zlib.constants.BROTLI_PARAM_MODE]: 130 } }));
report('no buffer', () => zlib.gzipSync(5));
