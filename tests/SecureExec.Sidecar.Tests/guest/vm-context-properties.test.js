'use strict';
// Where stores, definitions and deletions of a contextified global end up: the sandbox, the real global, or both.
const vm = require('node:vm');
function t(label, code, init = {}) {
  const c = vm.createContext(init);
  let r; try { r = String(vm.runInContext(code, c)); } catch (e) { r = e.name + ': ' + e.message; }
  const own = Object.getOwnPropertyNames(c).join();
  const d = Object.getOwnPropertyDescriptor(c, 'a');
  const keys = vm.runInContext('Object.keys(globalThis).join()', c);
  delete c.a;
  let after; try { after = vm.runInContext('typeof a', c); } catch (e) { after = e.name; }
  console.log(label, '|', r, '|', own, '|', JSON.stringify(d), d?.get && 'get', d?.set && 'set', '|', keys, '| real global:', after);
}
t('sloppy undeclared', 'a = 1');
t('strict this.a', '"use strict"; this.a = 1');
t('sloppy this.a', 'this.a = 1');
t('globalThis.a', 'globalThis.a = 1');
t('var a', 'var a = 1');
t('let a', 'let a = 1; a');
t('function a', 'function a() {}');
t('strict function a', '"use strict"; function a() {}');
t('existing', 'a = 2', { a: 1 });
t('strict existing', '"use strict"; a = 2', { a: 1 });
t('existing this', 'this.a = 2', { a: 1 });
t('existing ro', 'a = 2; a', Object.defineProperty({}, 'a', { value: 1, enumerable: true, configurable: true }));
t('strict existing ro', '"use strict"; a = 2', Object.defineProperty({}, 'a', { value: 1, configurable: true }));
t('accessor', 'a = 2; a', { get a() { return 7; }, set a(v) { this.b = v; } });
t('getter only', 'a = 2; a', { get a() { return 7; } });
t('strict getter only', '"use strict"; a = 2; a', { get a() { return 7; } });
t('define', 'Object.defineProperty(this, "a", { value: 5 }); a');
t('define get', 'Object.defineProperty(this, "a", { get() { return 5 } , configurable: true}); a');
t('define noconf', 'Object.defineProperty(this, "a", { value: 5, writable: true, configurable: true, enumerable: true }); a = 6; a');
t('symbol', 'this[Symbol.for("q")] = 1; Object.getOwnPropertySymbols(this).length');
t('proto', 'a = 3; a', Object.create({ a: 1 }));
t('proto accessor', 'a = 3; a', Object.create({ get a() { return 1; }, set a(v) { this.z = v; } }));
t('delete', 'delete this.a', { a: 1 });
t('delete undeclared', 'delete this.q + typeof q', { a: 1 });
t('delete frozen', 'delete this.a', Object.freeze({ a: 1 }));
t('strict delete frozen', '"use strict"; delete this.a', Object.freeze({ a: 1 }));
t('set frozen', 'a = 2; a', Object.freeze({ a: 1 }));
t('add frozen', 'b = 2; typeof b', Object.freeze({ a: 1 }));
t('index', 'this[0] = "x"; this[1] = "y"; Object.keys(this).join() + (0 in this) + this[1]', { 5: 1, a: 1 });
t('in', '"a" in this && !("zz" in this) && Object.hasOwn(this, "a")', { a: 1 });
t('hasown builtin', 'Object.hasOwn(this, "Array") + " " + JSON.stringify(Object.getOwnPropertyDescriptor(this, "Array"))', { a: 1 });
t('names', 'Object.getOwnPropertyNames(this).includes("Array") + Object.getOwnPropertyNames(this).filter((x) => x.length < 3).join()', { a: 1 });
t('for in', 'let s = []; for (const k in this) s.push(k); s.join()', Object.create({ p: 1 }, { a: { value: 1, enumerable: true }, h: { value: 2 } }));
t('tag', 'Object.prototype.toString.call(this)', new (class Foo {})());
t('tag2', 'Object.prototype.toString.call(this) + String(this)', {});
t('array sandbox', 'this.length + Object.prototype.toString.call(this)', [1, 2]);
t('proxy', 'a = 4; a + typeof b', new Proxy({}, {}));
t('reflect', 'Reflect.set(this, "a", 1) + "" + Reflect.defineProperty(this, "b", {value: 1})');
t('override builtin', 'Array = 5; Array');
t('undefined', 'undefined = 5; NaN = 1; undefined', {});
t('typeof', 'typeof DOMException + typeof structuredClone + typeof console + typeof WebAssembly + typeof URL + typeof SharedArrayBuffer + typeof Atomics.wake + typeof Intl.v8BreakIterator');
t('eval', 'eval("var ev = 1"); (0, eval)("var gv = 2"); ev + gv');

