// fill and alloc with every kind of value, range and encoding.
'use strict';
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const values = ['', 'a', 'abc', 'é', '😀', '\u0100', 0, 1, 255, 256, -1, 1.9, NaN, '1', true, null, undefined, {}, Buffer.from('xy'), Buffer.alloc(0), new Uint8Array([1, 2]), new Uint16Array([513]), '0g', 'abcd', 'zz'];
for (const value of values) {
  const label = typeof value === 'object' && value !== null ? value.constructor.name : JSON.stringify(value);
  for (const encoding of [undefined, 'utf8', 'hex', 'base64', 'utf16le', 'latin1', 'ascii', 'bad']) {
    console.log(label, encoding, show(() => Buffer.alloc(7, 0x2e).fill(value, 1, 6, encoding).toString('hex')), show(() => Buffer.alloc(5, value, encoding).toString('hex')), show(() => Buffer.alloc(4).fill(value, encoding).toString('hex')));
  }
}
for (const [start, end] of [[0, 0], [3, 2], [-1, 2], [0, 9], [undefined, 2], [1], [1.5, 2], ['1', '3'], [null, null], [NaN, 2], [4, 4], [0, -1], [Infinity, 1]]) console.log(String(start), String(end), show(() => Buffer.alloc(4).fill('ab', start, end).toString('hex')), show(() => Buffer.alloc(4).fill(7, start, end).toString('hex')));
for (const size of [-1, 1.5, '1', NaN, Infinity, 2 ** 53, null, undefined, {}]) console.log(String(size), show(() => Buffer.alloc(size).length), show(() => Buffer.allocUnsafe(size).length), show(() => Buffer.allocUnsafeSlow(size).length));
