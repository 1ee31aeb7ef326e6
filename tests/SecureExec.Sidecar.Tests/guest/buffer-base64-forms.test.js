// Base64 in every state of disrepair: padding, whitespace, mixed alphabets, garbage; and atob, btoa.
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
const piece = () => pick(['A', 'Q', 'z', '9', '+', '/', '-', '_', '=', '==', ' ', '\n', '\t', '!', 'é', '\u0000', 'YWJj', 'YQ==', 'Āā']);
for (let i = 0; i < 400; i++) {
  const text = Array.from({ length: next(9) }, piece).join('');
  console.log(JSON.stringify(text), Buffer.from(text, 'base64').toString('hex'), Buffer.from(text, 'base64url').toString('hex'), Buffer.byteLength(text, 'base64'), show(() => Buffer.from(atob(text), 'latin1').toString('hex')), show(() => btoa(text)));
}
for (let length = 0; length < 70; length += 7) {
  const bytes = Buffer.from(Array.from({ length }, () => next(256)));
  console.log(bytes.toString('base64'), bytes.toString('base64url'), Buffer.from(bytes.toString('base64url'), 'base64').equals(bytes), Buffer.from(bytes.toString('base64').replace(/=/g, ''), 'base64').equals(bytes));
}
for (const bad of [undefined, null, 1, {}, Symbol('s'), ' ', '====', 'a', 'ab', 'abc', 'abcd=', 'ab=c', 'YQ', 'YQ=', ' Y Q = = ']) console.log(String(bad), show(() => atob(bad)), show(() => btoa(bad)));
console.log(show(() => atob()), show(() => btoa()), show(() => new (class extends DOMException {})('x', 'InvalidCharacterError').code));
