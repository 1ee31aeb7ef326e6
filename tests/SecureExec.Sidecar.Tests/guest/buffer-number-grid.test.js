// Every reader and writer of numbers, at every offset, with values at, within and beyond the range.
'use strict';
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const bytes = Buffer.from('00017f80fffe8001a55a', 'hex');
const names = Object.getOwnPropertyNames(Buffer.prototype).filter((name) => /^(read|write)[A-Z]/.test(name)).sort();
for (const name of names.filter((name) => name.startsWith('read'))) {
  const lengths = /U?Int[BL]E$/.test(name) ? [1, 2, 3, 4, 5, 6, 0, 7, undefined, '2', 1.5] : [undefined];
  for (const length of lengths) console.log(name, length, [0, 1, 2, 5, 9, 10, -1, 1.5, '1', null, undefined, NaN, Infinity].map((offset) => show(() => String(length === undefined ? bytes[name](offset) : bytes[name](offset, length)))).join(' ; '));
}
for (const name of names.filter((name) => name.startsWith('write'))) {
  const big = name.includes('Big');
  const values = big ? [0n, 1n, -1n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), 2n ** 64n - 1n, 2n ** 64n, 1] : [0, 1, -1, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -(2 ** 31), -(2 ** 31) - 1, 1.7, NaN, Infinity, '12', 'x', null, 1n];
  for (const value of values) {
    const target = Buffer.alloc(8, 0xaa);
    const variable = /U?Int[BL]E$/.test(name);
    console.log(name, String(value), variable ? [1, 3, 6, 7].map((length) => show(() => target[name](value, 1, length)) + ':' + target.toString('hex')).join(' ; ') : show(() => target[name](value, 0)) + ':' + target.toString('hex') + ' ; ' + show(() => target[name](value, 7)));
  }
}
