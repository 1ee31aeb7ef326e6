// compare, equals and swaps over random buffers, ranges and errors.
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
const make = () => Buffer.from(Array.from({ length: next(9) }, () => next(3)));
for (let i = 0; i < 600; i++) {
  const [a, b] = [make(), make()];
  const range = [next(10) - 1, next(10) - 1, next(10) - 1, next(10) - 1];
  console.log(a.toString('hex'), b.toString('hex'), Buffer.compare(a, b), a.compare(b), a.equals(b), range.join(), show(() => a.compare(b, ...range)), ['swap16', 'swap32', 'swap64'].map((name) => show(() => Buffer.from(a)[name]().toString('hex'))).join(' '));
}
for (const bad of [undefined, null, 'x', [], {}, 1, new ArrayBuffer(1)]) console.log(show(() => Buffer.compare(bad, Buffer.alloc(1))), show(() => Buffer.alloc(1).compare(bad)), show(() => Buffer.alloc(1).equals(bad)));
console.log(Buffer.from([1, 2]).equals(new Uint8Array([1, 2])), Buffer.compare(new Uint8Array([2]), Buffer.from([1])), ['b', 'a', 'c'].map((text) => Buffer.from(text)).sort(Buffer.compare).join(), Buffer.alloc(64, 'abcdefgh').swap64().toString(), Buffer.alloc(600, 'ab').swap16().toString('latin1', 0, 6));
