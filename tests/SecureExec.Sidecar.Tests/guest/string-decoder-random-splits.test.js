// Random bytes cut at random places, through every encoding: written pieces, ends, and the state between.
'use strict';
const { StringDecoder } = require('node:string_decoder');
let seed = 20260101;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const pick = (list) => list[next(list.length)];
const source = (kind) => kind === 0 ? Buffer.from(Array.from({ length: 24 }, () => next(256))) : Buffer.from(Array.from({ length: 8 }, () => pick(['a', 'é', '€', '😀', '\ufeff', '\u0000', '日'])).join(''), pick(['utf8', 'utf16le']));
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii']) {
  for (let round = 0; round < 60; round++) {
    const bytes = source(round % 3);
    const decoder = new StringDecoder(encoding);
    const pieces = [];
    for (let at = 0; at < bytes.length;) {
      const length = 1 + next(5);
      pieces.push(decoder.write(bytes.subarray(at, at + length)), decoder.lastNeed, decoder.lastTotal, decoder.lastChar.toString('hex'));
      at += length;
    }
    console.log(encoding, bytes.toString('hex'), JSON.stringify(pieces), JSON.stringify(decoder.end()), JSON.stringify(decoder.end()), pieces.filter((piece) => typeof piece === 'string').join('').length);
  }
}
