// Multi-byte characters cut by chunks: setEncoding, unshift, read sizes, write encodings and decodeStrings.
'use strict';
const { Readable, PassThrough } = require('node:stream');
const text = 'aé€😀\ufeff日z';
const bytes = { utf8: Buffer.from(text), utf16le: Buffer.from(text, 'utf16le'), base64: Buffer.from(text), hex: Buffer.from(text), latin1: Buffer.from(text, 'latin1'), base64url: Buffer.from(text) };
(async () => {
  for (const [encoding, whole] of Object.entries(bytes)) {
    for (let size = 1; size < 6; size++) {
      const readable = new Readable({ read() {} });
      readable.setEncoding(encoding);
      for (let at = 0; at < whole.length; at += size) readable.push(whole.subarray(at, at + size));
      readable.push(null);
      const pieces = [];
      for await (const piece of readable) pieces.push(piece);
      console.log(encoding, size, JSON.stringify(pieces), pieces.join('').length);
    }
  }
  const late = new Readable({ read() {} });
  late.push(Buffer.from('€').subarray(0, 2));
  late.push(Buffer.from('€').subarray(2));
  late.setEncoding('utf8');
  late.push(Buffer.from('é').subarray(0, 1));
  late.unshift('<');
  console.log(JSON.stringify(late.read(2)), late.readableLength, JSON.stringify(late.read()), late.readableEncoding);
  late.push(null);
  late.on('data', (piece) => console.log('rest', JSON.stringify(piece)));
  for (const encoding of ['utf8', 'utf16le', 'hex', 'base64', 'latin1', 'ascii']) {
    const through = new PassThrough();
    through.write('4a6b', encoding);
    through.setDefaultEncoding(encoding);
    through.end('é6');
    console.log(encoding, through.read().toString('hex'));
  }
  for (const size of [0, 1, 3, 5, 100, NaN, -1, undefined, '2']) {
    const readable = new Readable({ read() {} });
    readable.push('abcd');
    const got = readable.read(size);
    console.log(String(size), got === null ? null : String(got), readable.readableLength);
  }
})();
