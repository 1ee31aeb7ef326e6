// Texts of all kinds through all encodings, there and back, with byte lengths.
'use strict';
let seed = 20260101;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const pick = (list) => list[next(list.length)];
const piece = () => pick(['a', 'Z', '0', '=', '-', '_', '+', '/', ' ', '\n', 'é', 'ÿ', 'Ā', '€', '😀', '\ud800', '\udc00', '\u0000', 'ff', '4', '\ufeff', '日本']);
const encodings = ['utf8', 'utf16le', 'latin1', 'ascii', 'base64', 'base64url', 'hex'];
for (let i = 0; i < 250; i++) {
  const text = Array.from({ length: next(12) }, piece).join('');
  const out = encodings.map((encoding) => {
    const bytes = Buffer.from(text, encoding);
    const target = Buffer.alloc(9, 0x2e);
    const written = target.write(text, next(3), 1 + next(7), encoding);
    return [bytes.toString('hex'), Buffer.byteLength(text, encoding), written, target.toString('latin1'), Buffer.alloc(5).fill(text || 'x', encoding === 'hex' || encoding === 'base64' || encoding === 'base64url' ? 'latin1' : encoding).toString('hex')];
  });
  console.log(JSON.stringify(text), JSON.stringify(out));
}
for (let i = 0; i < 120; i++) {
  const bytes = Buffer.from(Array.from({ length: next(20) }, () => next(256)));
  const [start, end] = [next(22) - 1, next(24) - 2];
  console.log(bytes.toString('hex'), start, end, JSON.stringify(encodings.map((encoding) => bytes.toString(encoding, start, end))));
}
