'use strict';
const names = Object.getOwnPropertyNames(globalThis).filter((n) => !/^(Iterator|Float16Array|SuppressedError|DisposableStack|AsyncDisposableStack|Temporal)$/.test(n)).sort();
for (const n of names) { const d = Object.getOwnPropertyDescriptor(globalThis, n); console.log(n, d.enumerable ? 'e' : '-', d.writable === undefined ? 'accessor' : d.writable ? 'w' : '-', d.configurable ? 'c' : '-'); }
console.log(Object.keys(globalThis).join());
console.log(typeof globalThis[Symbol.toStringTag], Object.getPrototypeOf(globalThis) === Object.prototype);
