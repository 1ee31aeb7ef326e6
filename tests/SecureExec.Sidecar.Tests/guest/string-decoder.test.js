// Bytes of characters that arrive one at a time.
const { StringDecoder } = require('node:string_decoder');
const bytes = Buffer.from('a€😀z\ufffd');
for (const encoding of ['utf8', 'utf16le', 'base64', 'hex', 'latin1', 'base64url']) {
  const decoder = new StringDecoder(encoding);
  const out = [];
  for (const byte of bytes) out.push(decoder.write(Buffer.from([byte])));
  out.push(decoder.end());
  console.log(encoding, JSON.stringify(out), decoder.encoding);
}
const decoder = new StringDecoder('utf8');
console.log(JSON.stringify([decoder.write(Buffer.from([0xe2, 0x82])), decoder.lastNeed, decoder.lastTotal, decoder.write(Buffer.from([0x41])), decoder.end()]));
try {
  new StringDecoder('nope');
} catch (error) {
  console.log(error.code, error.message);
}
try {
  decoder.write(5);
} catch (error) {
  console.log(error.code);
}
