// StringDecoder over every split of texts with characters of all lengths.
const { StringDecoder } = require('node:string_decoder');
const inputs = ['héllo €uro 💩!', '日本語', '\ud83d', 'a\udc00b', ''].map((t) => Buffer.from(t, 'utf16le'));
inputs.push(...['héllo €uro 💩!', '日本語'].map((t) => Buffer.from(t)), ...['e282', 'f09f92', 'c3', 'ff', 'e282e282ac', 'f0808080', 'eda080', 'c3a9c3', '80', 'f09f41', '00d800d8', '00d83dd8a9dc00', 'efbbbf41'].map((h) => Buffer.from(h, 'hex')));
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii']) {
  for (const input of inputs) {
    for (let step = 1; step <= Math.min(5, input.length + 1); step++) {
      const decoder = new StringDecoder(encoding);
      const out = [];
      for (let i = 0; i < input.length; i += step) out.push(decoder.write(input.subarray(i, i + step)), decoder.lastNeed, decoder.lastTotal);
      out.push(decoder.end(), decoder.end(Buffer.from('4142', 'hex')));
      console.log(encoding, input.toString('hex'), step, JSON.stringify(out));
    }
  }
}
const show = (f) => {
  try {
    return JSON.stringify(f());
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const decoder = new StringDecoder();
console.log(show(() => decoder.write('text')), show(() => decoder.write(new Uint16Array([0x41, 0x42]))), show(() => decoder.write(new DataView(new ArrayBuffer(2)))), show(() => decoder.write(5)), show(() => decoder.write(null)), show(() => new StringDecoder('nope')), show(() => StringDecoder.prototype.write.call({}, Buffer.alloc(1))));
console.log(show(() => decoder.text(Buffer.from('abc'), 1)), decoder.encoding, decoder.lastChar.length);
