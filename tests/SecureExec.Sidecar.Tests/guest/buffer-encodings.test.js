// Text to bytes and back in every encoding of Buffer.
const encodings = ['ascii', 'utf8', 'utf-16le', 'latin1', 'hex', 'base64', 'base64url', 'binary', 'ucs2'];
const texts = ['', 'a', 'héllo wörld', '日本語', '💩 pile', '\ud800 lone', 'lone \udc00', '\u0000\u0001', 'deadBEEF', 'abc', '0g', 'YWJj', 'YW Jj\n', 'YQ==YQ==', '-_-_', '+/+/', 'Y', '=', 'x'.repeat(100), 'é'.repeat(70)];
for (const encoding of encodings) {
  for (const text of texts) {
    const bytes = Buffer.from(text, encoding);
    console.log(encoding, JSON.stringify(text.slice(0, 12)), bytes.toString('hex'), Buffer.byteLength(text, encoding));
  }
}
const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
const bad = ['c0af', 'e0a0', 'eda080', 'f09f92', 'f4908080', 'f8888080', 'ff', 'efbbbf41', 'e282ac', '41e28241', 'f09f92a9f09f92'].map((h) => Buffer.from(h, 'hex'));
for (const encoding of encodings) {
  for (const bytes of [all, ...bad, Buffer.alloc(200, 'ab'), Buffer.alloc(201, 0xe9)]) console.log(encoding, JSON.stringify(bytes.toString(encoding)));
  console.log(encoding, JSON.stringify(all.toString(encoding, 60, 70)), JSON.stringify(all.toString(encoding, 251)), JSON.stringify(all.toString(encoding, 5, 2)), JSON.stringify(all.toString(encoding, -3, 400).length));
}
for (const encoding of encodings) {
  for (let room = 0; room < 8; room++) {
    const target = Buffer.alloc(8, '.');
    const written = target.write('a€💩6162', 1, room, encoding);
    console.log('write', encoding, room, written, target.toString('latin1'));
  }
}
for (const name of ['utf8Slice', 'latin1Slice', 'hexSlice', 'base64Slice', 'ucs2Slice', 'asciiSlice', 'base64urlSlice']) {
  for (const args of [[], [1], [1, 3], [3, 1], [10, 7], [0, 100], [-1, 3], ['1', '3'], [1.9, 3.9], [NaN, null], [2 ** 60], [{}, undefined], [0, Infinity], [Symbol('s')], [1n]]) {
    try {
      console.log(name, args.map(String).join(), JSON.stringify(Buffer.from('hello')[name](...args)));
    } catch (error) {
      console.log(name, args.map(String).join(), error.name, error.code, error.message);
    }
  }
}
for (const name of ['utf8Write', 'latin1Write', 'hexWrite', 'base64Write', 'ucs2Write', 'asciiWrite', 'base64urlWrite']) {
  for (const args of [['6162'], ['6162', 1], ['6162', 4, 1], ['6162', 5], ['6162', 6], ['6162', -1], ['6162', 0, -1], ['6162', 0, 100], [1], [], [null], ['6162', '1', '2']]) {
    const target = Buffer.from('hello');
    try {
      console.log(name, JSON.stringify(args), target[name](...args), JSON.stringify(target.toString()));
    } catch (error) {
      console.log(name, JSON.stringify(args), error.name, error.code, error.message);
    }
  }
}
// UTF-16 at odd addresses.
const odd = Buffer.from(`.${'aé日'.repeat(300)}`, 'utf16le');
for (const [start, end] of [[1, 9], [3, 2], [1, odd.length], [5, odd.length - 2], [0, 7]]) {
  const text = odd.toString('ucs2', start, end);
  console.log('odd', start, text.length, JSON.stringify(text.slice(0, 4)), Buffer.from(text, 'ucs2').equals(odd.subarray(start, start + text.length * 2)));
}
const shifted = Buffer.from(new ArrayBuffer(20), 1);
console.log(shifted.write('aé日💩', 0, 'ucs2'), shifted.toString('hex'));
