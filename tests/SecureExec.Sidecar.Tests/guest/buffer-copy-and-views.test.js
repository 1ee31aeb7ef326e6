// copy, set, slice, subarray, overlapping moves, shared memory, and what from() makes of other things.
'use strict';
const buffer = require('node:buffer');
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
for (let i = 0; i < 120; i++) {
  const bytes = Buffer.from(Array.from({ length: 10 }, (_, index) => index));
  const [to, from, end] = [next(14) - 2, next(14) - 2, next(15) - 2];
  console.log(to, from, end, show(() => bytes.copy(bytes, to, from, end)), bytes.toString('hex'), show(() => Buffer.from('0123456789').subarray(from, end).toString()), show(() => Buffer.copyBytesFrom(new Uint16Array([1, 2, 3, 4]), from, end).toString('hex')));
}
for (const [to, from, end] of [['1', '2', '3'], [1.5, 2.5, 3.5], [NaN, NaN, NaN], [null, null, null], [undefined, undefined, undefined], [{}, {}, {}], [0, 11], [11, 0]]) {
  const target = Buffer.alloc(10);
  console.log(String(to), show(() => Buffer.from('abcdefghij').copy(target, to, from, end)), target.toString());
}
const whole = Buffer.from('shared memory');
const part = whole.subarray(-6, -1);
part[0] = 0x4d;
console.log(whole.toString(), part.byteOffset - whole.byteOffset, part.buffer === whole.buffer, part.slice(1, 3).toString(), Buffer.from(part.buffer, part.byteOffset, 2).toString(), Buffer.isBuffer(part), part.parent === part.buffer);
const makers = [1, null, undefined, true, {}, [], [1, 256, -1, 1.9, '7', 'x', null], { length: 2, 0: 5, 1: 300 }, { length: -1 }, { length: '2', 0: 1 }, { type: 'Buffer', data: [1, 2, 3] }, { type: 'Buffer', data: 'x' }, new String('boxed'), { valueOf: () => 'text' }, { [Symbol.toPrimitive]: () => 'primitive' }, { valueOf() { return this; } }, new Uint16Array([1, 513]), new ArrayBuffer(3), new SharedArrayBuffer(2), new DataView(new ArrayBuffer(4)), Buffer.from('x'), new Map(), () => {}, Symbol('s'), 1n, new Date(0), Object.create(null)];
for (const maker of makers) console.log(typeof maker === 'object' && maker !== null ? maker.constructor?.name : String(maker), show(() => Buffer.from(maker).toString('hex')));
for (const [offset, length] of [[1], [1, 2], [4], [5], [0, 5], [-1], [1.5], ['1', '1'], [NaN], [undefined, 2], [0, -1], [0, null]]) console.log(String(offset), String(length), show(() => Buffer.from(new ArrayBuffer(4), offset, length).length));
for (const list of [[], [Buffer.from('a')], [Buffer.from('a'), new Uint8Array([98])], [1], ['a'], 'x', null]) console.log(show(() => Buffer.concat(list).toString()), show(() => Buffer.concat(list, 3).toString('hex')), show(() => Buffer.concat(list, 0).length), show(() => Buffer.concat(list, -1).length));
console.log(Object.keys(buffer).sort().join(), buffer.kStringMaxLength, buffer.constants, Buffer.poolSize, buffer.INSPECT_MAX_BYTES);
