// fill, copy, compare, swap and the like, with limits and errors.
const show = (f) => {
  try {
    const value = f();
    return Buffer.isBuffer(value) ? value.toString('hex') : value;
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const fills = [
  ['a'], ['abc'], ['é€'], ['ab', 'ucs2'], ['616', 'hex'], ['zz', 'hex'], ['YWI=', 'base64'], ['*', 'base64'], [''], [65], [257], [-1], [1.9], [true], [null], [undefined], [{}], [10n], [Symbol('s')], ['\u0222'],
  ['é', 'latin1'], ['abc', 1, 4], ['abc', 4, 1], ['abc', 0, 9], ['abc', -1], ['abc', 2 ** 33], [Buffer.alloc(0)], [Buffer.from('xyz'), 1], [new Uint16Array([0x4142])], [new DataView(new ArrayBuffer(2))], [new ArrayBuffer(2)], [{ valueOf: () => 66 }], ['a', 'nope'], ['a', 0, 5, 'nope'], ['💩', 1],
];
for (const args of fills) console.log('fill', args.map((x) => (typeof x === 'object' && x !== null ? x.constructor.name : String(x))).join(), show(() => Buffer.alloc(7, '.').fill(...args)));
console.log(show(() => Buffer.alloc(100, 'abcdefg').toString()), show(() => Buffer.alloc(5, '')), show(() => Buffer.alloc(5, 'é', 'latin1')));

const source = Buffer.from('0123456789');
for (const args of [[], [2], [2, 3], [2, 3, 6], [9, 0, 10], [10], [11], [0, 10], [0, 11], [0, 5, 3], [-1], [0, -1], [0, 0, -1], ['3', '4', '5'], [NaN], [1.5, 2.5, 4.5], [0, 0, 1000], [2 ** 40]]) {
  const target = Buffer.alloc(10, '.');
  console.log('copy', args.join(), show(() => source.copy(target, ...args)), target.toString());
}
const self = Buffer.from('0123456789');
console.log(self.copy(self, 2, 0, 8), self.toString(), self.copy(self, 0, 3), self.toString());

for (const [a, b] of [['a', 'b'], ['b', 'a'], ['a', 'a'], ['a', 'ab'], ['', ''], ['\xff', 'a']]) console.log('compare', a, b, Buffer.compare(Buffer.from(a), Buffer.from(b)), Buffer.from(a).equals(Buffer.from(b)));
for (const args of [[0, 3], [1, 3, 1, 3], [0, 10, 0, 10], [3, 2], [10, 10], [0, 11], [11], [0, 3, 0, 11], [0, 3, 11], [0, 0, 0, 5], [-1], ['1']]) console.log('compare', args.join(), show(() => source.compare(source, ...args)));
for (const bytes of [4, 8, 40, 64, 80, 7]) {
  const b = Buffer.from(Array.from({ length: bytes }, (_, i) => i));
  console.log('swap', bytes, show(() => Buffer.from(b).swap16()), show(() => Buffer.from(b).swap32()), show(() => Buffer.from(b).swap64()));
}
const { isUtf8, isAscii, transcode, kMaxLength, kStringMaxLength } = require('node:buffer');
for (const hex of ['', '61', '80', 'c3a9', 'c3', 'eda080', 'f09f92a9']) console.log(hex, isUtf8(Buffer.from(hex, 'hex')), isAscii(Buffer.from(hex, 'hex')));
console.log(show(() => isUtf8('x')), show(() => isAscii({})), isUtf8(new ArrayBuffer(3)), kMaxLength, kStringMaxLength);
for (const from of ['utf8', 'ucs2', 'latin1', 'ascii', 'hex']) {
  for (const to of ['utf8', 'ucs2', 'latin1', 'ascii', 'base64']) {
    for (const hex of ['c3a9e282ac', '4142', 'ff41', '3dd8a9dc', '00d84100', '414243', 'e900ac20']) console.log('transcode', from, to, hex, show(() => transcode(Buffer.from(hex, 'hex'), from, to)));
  }
}
console.log(show(() => transcode('x', 'utf8', 'ucs2')), transcode(Buffer.from('x'), 'utf8', 'ucs2') instanceof Buffer);
for (const text of ['', 'a', 'YQ==', 'YQ=', 'YQ', 'Y', ' Y Q ', '*', 'YR==', 'YQ===', '=', 'é', '_-_-']) console.log('atob', JSON.stringify(text), show(() => atob(text)));
for (const text of ['', 'a', 'é', 'Ā', '\u0000\u00ff']) console.log('btoa', show(() => btoa(text)));
for (const size of [0, 1, 100, 5000, -1, NaN, 2 ** 53, '5', 1.5]) console.log('alloc', size, show(() => Buffer.allocUnsafe(size).length), show(() => Buffer.allocUnsafeSlow(size).length), show(() => Buffer.alloc(size).length));
const shared = Buffer.from(new SharedArrayBuffer(4));
console.log(shared.fill('ab').toString(), shared.indexOf('b'), Buffer.concat([shared, Buffer.from('c')]).toString());
const gone = new ArrayBuffer(8);
const view = Buffer.from(gone);
gone.transfer();
console.log(view.length, view.toString(), view.indexOf('a'), show(() => view.fill('a').length), show(() => view.write('abc')), show(() => view.compare(view)), show(() => view.swap16().length));
