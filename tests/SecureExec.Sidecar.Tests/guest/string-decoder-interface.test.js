// Constructor, arguments, properties and odd uses of StringDecoder.
'use strict';
const { StringDecoder } = require('node:string_decoder');
const { inspect } = require('node:util');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
for (const encoding of [undefined, null, '', 'UTF8', 'utf-8', 'Ucs2', 'UCS-2', 'binary', 'buffer', 'x', 1, {}, 'HEX', 'UTF-16LE', 'utf16']) console.log(JSON.stringify(encoding), show(() => new StringDecoder(encoding).encoding));
const decoder = new StringDecoder();
for (const input of [undefined, null, 1, {}, [], 'text', 'é', new ArrayBuffer(2), new Uint16Array([0x41, 0x42]), new DataView(new ArrayBuffer(3)), new Float64Array(1), new Uint8Array(0), new SharedArrayBuffer(2)]) console.log(show(() => JSON.stringify(decoder.write(input))), show(() => JSON.stringify(decoder.end(input))));
console.log(inspect(decoder), Object.keys(decoder).map(String), show(() => StringDecoder('utf8')), show(() => decoder.write.call({}, Buffer.from('a'))), show(() => decoder.end.call(Object.create(StringDecoder.prototype))));
const euro = Buffer.from('€');
console.log(JSON.stringify([decoder.write(euro.subarray(0, 2)), decoder.lastNeed, decoder.lastTotal, decoder.text(euro, 2), decoder.end(), decoder.lastNeed]));
decoder.write(euro.subarray(0, 1));
console.log(show(() => { decoder.lastNeed = 0; }), show(() => { decoder.lastTotal = 9; }), JSON.stringify([decoder.write(Buffer.from('x')), decoder.end()]));
