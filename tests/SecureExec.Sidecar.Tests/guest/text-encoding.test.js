// TextEncoder and TextDecoder: UTF-8, UTF-16 and single-byte encodings, streaming, fatal and byte order marks.
const show = (f) => {
  try {
    return JSON.stringify(f());
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const encoder = new TextEncoder();
for (const text of ['', 'a', 'é€💩', '\ud800x', 'x\udc00', undefined, null, 5]) {
  console.log(Buffer.from(encoder.encode(text)).toString('hex'));
  for (let room = 0; room < 6; room++) {
    const target = new Uint8Array(room);
    console.log(room, show(() => encoder.encodeInto(String(text), target)), Buffer.from(target).toString('hex'));
  }
}
console.log(encoder.encode().length, show(() => encoder.encodeInto('a', [])), show(() => encoder.encodeInto(5, new Uint8Array(2))));
const inputs = ['', '41', 'efbbbf41', 'efbbbfefbbbf', 'c3a9', 'c3', 'ff', 'e282', 'f09f92', 'f09f92a9', 'eda080', '4180', 'fffe4100', 'feff0041', '4100', '3dd8a9dc', '00d8', '00dc', 'd83ddca9', '00d84100', '41', '8081fe'];
for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'latin1', 'windows-1252', 'iso-8859-2', 'koi8-r']) {
  for (const options of [{}, { fatal: true }, { ignoreBOM: true }, { fatal: true, ignoreBOM: true }]) {
    for (const hex of inputs) {
      const bytes = Buffer.from(hex, 'hex');
      const whole = show(() => new TextDecoder(encoding, options).decode(bytes));
      const streamed = show(() => {
        const decoder = new TextDecoder(encoding, options);
        const out = [];
        for (const byte of bytes) out.push(decoder.decode(Uint8Array.of(byte), { stream: true }));
        out.push(decoder.decode());
        return out;
      });
      console.log(encoding, JSON.stringify(options), hex, whole, streamed);
    }
  }
}
const reused = new TextDecoder('utf-16le');
console.log(show(() => reused.decode(Buffer.from('fffe4100', 'hex'))), show(() => reused.decode(Buffer.from('fffe4200', 'hex'))), show(() => reused.decode(Buffer.from('41', 'hex'), { stream: true })), show(() => reused.decode(Buffer.from('00', 'hex'))));
const strict = new TextDecoder('utf-16le', { fatal: true });
console.log(show(() => strict.decode(Buffer.from('00dc', 'hex'))), show(() => strict.decode(Buffer.from('4100', 'hex'))));
console.log(show(() => new TextDecoder('nope')), show(() => new TextDecoder().decode('x')), show(() => new TextDecoder().decode(new SharedArrayBuffer(1))), show(() => new TextDecoder().decode(new DataView(new ArrayBuffer(1)))), show(() => TextDecoder.prototype.decode.call({})));
for (const label of ['UTF8', ' utf-8 ', 'unicode-1-1-utf-8', 'ucs-2', 'utf-16', 'l1', 'ascii']) console.log(label, new TextDecoder(label).encoding);
