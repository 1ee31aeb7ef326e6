'use strict';
// Left out: what V8's own versions differ in, and what a Node without OpenSSL and SQLite lacks too.
const apart = /^(Iterator|Float16Array|SuppressedError|DisposableStack|AsyncDisposableStack|Temporal|crypto|Crypto|CryptoKey|SubtleCrypto|Storage|localStorage|sessionStorage)$/;
const names = Object.getOwnPropertyNames(globalThis).filter((n) => !apart.test(n)).sort();
for (const n of names) { const d = Object.getOwnPropertyDescriptor(globalThis, n); console.log(n, d.enumerable ? 'e' : '-', d.writable === undefined ? 'accessor' : d.writable ? 'w' : '-', d.configurable ? 'c' : '-'); }
console.log(Object.keys(globalThis).filter((n) => !apart.test(n)).join());
console.log(typeof globalThis[Symbol.toStringTag], Object.getPrototypeOf(globalThis) === Object.prototype);
