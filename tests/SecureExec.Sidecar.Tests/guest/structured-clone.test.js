'use strict';
const source = { d: new Date(0), r: /x/gi, m: new Map([[{ k: 1 }, new Set([1])]]), b: new Uint8Array([1, 2]), e: new RangeError('boom', { cause: 1 }), n: [undefined, null, NaN, -0, 10n], s: new String('boxed'), nested: { deep: [[]] } };
source.self = source; const copy = structuredClone(source); console.log(copy.self === copy, copy !== source, copy.d, copy.r, copy.m, copy.b, copy.e instanceof RangeError, copy.e.message, copy.e.cause, copy.n, Object.is(copy.n[3], -0), copy.s, copy.nested);
class P { x = 1; get y() { return 2; } } console.log(structuredClone(new P()), structuredClone(Object.create({ i: 1 })));
for (const bad of [() => {}, Symbol('s'), { f() {} }, new WeakMap(), new Proxy({}, {}), Promise.resolve()]) try { structuredClone(bad); console.log('cloned'); } catch (e) { console.log(e.name, e.code, e.message.slice(0, 40)); }
const ab = new ArrayBuffer(8); const moved = structuredClone({ ab }, { transfer: [ab] }); console.log(ab.byteLength, moved.ab.byteLength, ab.detached);
try { structuredClone(); } catch (e) { console.log(e.name, e.code); }
console.log(structuredClone(new Blob(['x'], { type: 'a/b' })).type, structuredClone(new DOMException('m', 'AbortError')).name, structuredClone(new URLSearchParams ? 1 : 0));
