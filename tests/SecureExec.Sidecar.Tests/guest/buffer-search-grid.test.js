// indexOf, lastIndexOf and includes: random haystacks, needles of every kind, offsets beyond both ends, encodings.
'use strict';
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
const encodings = ['utf8', 'utf16le', 'latin1', 'ascii', 'hex', 'base64', undefined];
for (let i = 0; i < 300; i++) {
  const text = Array.from({ length: next(14) }, () => pick(['a', 'b', 'ab', 'é', '\u0000', '😀'])).join('');
  const encoding = pick(encodings.slice(0, 3));
  const hay = Buffer.from(text, encoding);
  const needle = pick([() => 'a', () => 'ab', () => '', () => 'é', () => '😀', () => 97, () => 256 + 97, () => -159, () => 97.9, () => Buffer.from('ab'), () => Buffer.alloc(0), () => new Uint8Array([0xa9]), () => '6162', () => 'YQ=='])();
  const offset = pick([undefined, 0, 1, -1, 2, -3, 100, -100, NaN, null, '2', 1.9, {}, [], true, Infinity, -Infinity]);
  const by = pick(encodings);
  const label = typeof needle === 'object' ? needle.constructor.name + Buffer.from(needle).toString('hex') : JSON.stringify(needle);
  console.log(hay.toString('hex'), label, String(typeof offset === 'object' ? JSON.stringify(offset) : offset), by, show(() => [hay.indexOf(needle, offset, by), hay.lastIndexOf(needle, offset, by), hay.includes(needle, offset, by), hay.indexOf(needle, by), hay.lastIndexOf(needle, by)].join()));
}
for (const bad of [undefined, null, {}, [], true, Symbol('s'), () => {}, 1n, new ArrayBuffer(1)]) for (const name of ['indexOf', 'lastIndexOf', 'includes']) console.log(name, typeof bad, show(() => Buffer.from('abc')[name](bad)));
console.log(show(() => Buffer.from('abc').indexOf('b', 0, 'nope')), show(() => Buffer.from('abc').indexOf('b', 'nope')), Buffer.from('aaaa').lastIndexOf('aa', -1), Buffer.from('aaaa').lastIndexOf('aa', -3), Buffer.from('').indexOf(''), Buffer.from('').lastIndexOf(''));
