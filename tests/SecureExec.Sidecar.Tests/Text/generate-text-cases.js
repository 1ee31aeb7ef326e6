'use strict';
// Writes text-cases.json: what the pinned Node's Buffer and StringDecoder answer for fixed and random inputs.
//   node --no-warnings generate-text-cases.js > text-cases.json
// Text travels as UTF-16LE in hexadecimal, since lone surrogates are part of it.
const { StringDecoder } = require('node:string_decoder');

let seed = 7;
const next = (n) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % n;
};
const wide = (text) => {
  const bytes = Buffer.alloc(text.length * 2);
  for (let i = 0; i < text.length; i++) bytes.writeUInt16LE(text.charCodeAt(i), i * 2);
  return bytes.toString('hex');
};
const encodings = ['ascii', 'utf8', 'base64', 'utf16le', 'latin1', 'hex', 'base64url'];
const cases = [];

const interesting = [
  '00', '7f', '80', 'c0', 'c1', 'c2', 'c280', 'df', 'dfbf', 'e0', 'e080', 'e0a0', 'e0a080', 'e282', 'e282ac', 'ed9fbf', 'eda080', 'edbfbf', 'ee8080', 'ef', 'efbb', 'efbbbf', 'efbfbd', 'f0', 'f08080', 'f09f', 'f09f92', 'f09f92a9',
  'f48fbfbf', 'f4908080', 'f5', 'f8888080', 'ff', 'fe', '41', '42', '0a', '3dd8', 'a9dc', 'd8', 'dc', '00d8', '00dc', '2f', '2b', 'fbff', '616263',
];
const randomBytes = () => {
  let hex = '';
  for (let n = next(9); n > 0; n--) hex += next(4) === 0 ? next(256).toString(16).padStart(2, '0') : interesting[next(interesting.length)];
  return Buffer.from(hex, 'hex');
};
const pieces = [
  'A', 'b', '0', 'f', 'F', 'g', '9', '+', '/', '-', '_', '=', '==', ' ', '\n', 'YQ', 'YQ==', 'YWI=', 'YWJj', 'zz', '\u00e9', '\u0141', '\u1234', '\ud800', '\udc00', '\ud83d\udca9', '\u0000', '\u007f', '\u0080', '\u07ff', '\u0800', '\uffff', '.', 'ff', '0a', 'deadbeef',
  'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg==',
];
const randomText = () => {
  let text = '';
  for (let n = next(7); n > 0; n--) text += pieces[next(pieces.length)];
  return text;
};

const long = Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 7) & 255));
for (const bytes of [long, Buffer.from('x'.repeat(100)), ...Array.from({ length: 200 }, randomBytes)]) {
  for (const encoding of encodings) cases.push({ op: 'decode', bytes: bytes.toString('hex'), encoding, text: wide(bytes.toString(encoding)) });
}
for (const text of ['', '\u0100'.repeat(50), `${'ab\u00ff\u0123'.repeat(40)}`, '0'.repeat(81), ...pieces, ...Array.from({ length: 200 }, randomText)]) {
  for (const encoding of encodings) {
    const all = Buffer.from(text, encoding);
    cases.push({ op: 'encode', text: wide(text), encoding, bytes: all.toString('hex') });
    const room = Buffer.alloc(next(6));
    const written = room.write(text, encoding);
    cases.push({ op: 'write', text: wide(text), encoding, room: room.length, bytes: room.subarray(0, written).toString('hex') });
  }
  let atobAnswer = null;
  try {
    atobAnswer = wide(atob(text));
  } catch (error) {
    if (error.name !== 'InvalidCharacterError') throw error;
  }
  cases.push({ op: 'atob', text: wide(text), answer: atobAnswer });
}
for (let i = 0; i < 1200; i++) {
  const haystack = Buffer.concat([randomBytes(), randomBytes()]);
  const from = next(haystack.length + 1);
  const needle = next(3) ? haystack.subarray(from, from + next(4)) : randomBytes();
  const offset = next(2 * haystack.length + 8) - haystack.length - 4;
  const end = next(2) ? haystack.length : next(haystack.length + 4) - 2;
  const encoding = next(4) === 0 ? 'utf16le' : 'latin1';
  const forward = next(2) === 0;
  const found = forward ? haystack.indexOf(needle, offset, end, encoding) : haystack.lastIndexOf(needle, offset, end, encoding);
  cases.push({ op: 'search', haystack: haystack.toString('hex'), needle: needle.toString('hex'), offset, end, wide: encoding === 'utf16le', forward, found });
  const byte = next(256);
  cases.push({ op: 'byte', haystack: haystack.toString('hex'), byte, offset, end, forward, found: forward ? haystack.indexOf(byte, offset, end) : haystack.lastIndexOf(byte, offset, end) });
}
for (let i = 0; i < 1200; i++) {
  const encoding = encodings[next(3) ? [1, 3][next(2)] : next(encodings.length)];
  const decoder = new StringDecoder(encoding);
  const steps = [];
  for (let n = 1 + next(6); n > 0; n--) {
    const bytes = next(3) ? randomBytes() : randomBytes().subarray(0, next(3));
    const text = wide(decoder.write(bytes));
    steps.push({ bytes: bytes.toString('hex'), text, need: decoder.lastNeed, total: decoder.lastTotal });
  }
  const flushed = decoder.lastTotal - decoder.lastNeed > 0;
  cases.push({ op: 'stream', encoding, steps, end: flushed ? wide(decoder.end()) : null });
}
process.stdout.write(`[\n${cases.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`);
