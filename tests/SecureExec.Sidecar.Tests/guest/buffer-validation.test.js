// isUtf8, isAscii, transcode, and the well-formedness of strings, over valid, broken and random bytes.
'use strict';
const { isUtf8, isAscii, transcode } = require('node:buffer');
let seed = 20260101;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const pick = (list) => list[next(list.length)];
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const samples = ['', '00', '7f', '80', 'c2a2', 'c0af', 'e0a080', 'e08080', 'eda080', 'edbfbf', 'efbfbf', 'f0908080', 'f08f8080', 'f48fbfbf', 'f4908080', 'f5', 'e282', 'efbbbf', '61e28261', 'ff'];
for (const hex of samples) {
  const bytes = Buffer.from(hex, 'hex');
  console.log(hex, isUtf8(bytes), isAscii(bytes), JSON.stringify(bytes.toString()), bytes.toString().isWellFormed(), Buffer.from(bytes.toString()).toString('hex'));
}
for (let i = 0; i < 60; i++) {
  const bytes = Buffer.from(Array.from({ length: 2 * next(6) }, () => pick([0x41, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x00, 0xd8, 0xdc, 0x3d])));
  const pairs = [['utf8', 'utf16le'], ['utf16le', 'utf8'], ['latin1', 'utf8'], ['utf8', 'latin1'], ['utf8', 'ascii'], ['ucs2', 'latin1'], ['binary', 'ucs2'], ['ascii', 'utf16le'], ['utf16le', 'ascii']];
  console.log(bytes.toString('hex'), isUtf8(bytes), isAscii(bytes), pairs.map(([from, to]) => show(() => transcode(bytes, from, to).toString('hex'))).join(' '));
}
for (const bad of [undefined, null, 'x', [], {}, 1]) console.log(show(() => isUtf8(bad)), show(() => isAscii(bad)), show(() => transcode(bad, 'utf8', 'latin1')));
console.log(show(() => transcode(Buffer.from('a'), 'utf8', 'hex')), show(() => transcode(Buffer.from('a'), 'nope', 'utf8')), isUtf8(new ArrayBuffer(2)), isAscii(new Uint16Array([0x4141])), show(() => isUtf8(new DataView(new ArrayBuffer(1)))), show(() => { const gone = new ArrayBuffer(4); structuredClone(gone, { transfer: [gone] }); return isUtf8(gone); }));
