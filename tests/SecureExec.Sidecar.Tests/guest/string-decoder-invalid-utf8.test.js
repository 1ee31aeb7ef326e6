// Every first byte with every kind of second byte, whole and split, and truncated sequences at the end.
'use strict';
const { StringDecoder } = require('node:string_decoder');
for (let first = 0x78; first < 256; first++) {
  const results = [];
  for (const rest of [[], [0x41], [0x80], [0xbf], [0x8f], [0x90], [0x9f], [0xa0], [0xc3], [0x80, 0x80], [0x80, 0x41], [0x90, 0x80, 0x80], [0x80, 0x80, 0x41], [0xa0, 0xed, 0xb0, 0x80]]) {
    const bytes = Buffer.from([first, ...rest]);
    const decoder = new StringDecoder('utf8');
    const split = [...bytes].map((byte) => decoder.write(Buffer.from([byte]))).join('|') + '/' + decoder.end();
    const whole = new StringDecoder();
    results.push(JSON.stringify([split, whole.write(bytes) + '/' + whole.end(), bytes.toString()]));
  }
  console.log(first.toString(16), results.join(' '));
}
