// indexOf, lastIndexOf and includes with offsets, ends and encodings.
const haystack = Buffer.from('abcabcaé€💩abc');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const needles = ['a', 'abc', 'c', 'x', '', 'é', '💩', 97, 99, 0x61 + 256, -1, 98.9, Buffer.from('bc'), Buffer.alloc(0), new Uint8Array([0xc3, 0xa9])];
const offsets = [undefined, 0, 1, 3, 100, -1, -3, -100, NaN, null, '2', {}, [], Infinity, -Infinity, 2.7, 2 ** 40];
for (const needle of needles) {
  for (const offset of offsets) {
    console.log(String(needle), String(offset), show(() => haystack.indexOf(needle, offset)), show(() => haystack.lastIndexOf(needle, offset)), show(() => haystack.includes(needle, offset)));
  }
}
for (const end of [0, 1, 3, 5, 7, 100, -1, NaN, Infinity, 4.9]) {
  for (const offset of [0, 2, -4]) {
    console.log('end', end, offset, haystack.indexOf('c', offset, end), haystack.lastIndexOf('c', offset, end), haystack.indexOf(97, offset, end), haystack.lastIndexOf(97, offset, end), haystack.indexOf('', offset, end), haystack.indexOf(Buffer.from('bc'), offset, end));
  }
}
const wide = Buffer.from('abcabc日本', 'utf16le');
for (const offset of [0, 1, 2, 3, 5, -1, -4, -7, 100]) {
  console.log('ucs2', offset, wide.indexOf('b', offset, 'ucs2'), wide.lastIndexOf('b', offset, 'ucs2'), wide.indexOf('本', offset, 'utf16le'), wide.indexOf(Buffer.from('c', 'ucs2'), offset, 'ucs2'), wide.indexOf('', offset, 'ucs2'));
}
console.log(haystack.indexOf('6263', 'hex'), haystack.indexOf('6263', 0, 'hex'), haystack.indexOf('YmM=', 0, 'base64'), haystack.indexOf('\u00e9', 0, 'latin1'), Buffer.from('é', 'latin1').indexOf('é', 0, 'binary'));
for (const bad of [null, undefined, {}, Symbol('x'), true]) console.log(show(() => haystack.indexOf(bad)));
console.log(show(() => haystack.indexOf('a', 0, 'nope')), show(() => haystack.indexOf('a', 0, 3, 'nope')));
