'use strict';
// Finer cases of contextified globals.
const vm = require('node:vm');
let c = vm.createContext({}); vm.runInContext('Array = 5', c); delete c.Array; console.log('builtin', vm.runInContext('typeof Array', c));
c = vm.createContext(Object.create({ a: 1 })); vm.runInContext('a = 3', c); delete c.a; console.log('proto', vm.runInContext('a', c));
c = vm.createContext({}); vm.runInContext('var a = 1; a = 2; this.a = 3; "use strict"; a = 4', c); console.log(c.a); delete c.a; console.log('var', vm.runInContext('a', c));
c = vm.createContext({}); vm.runInContext('var a = 1;', c); delete c.a; vm.runInContext('a = 2', c); console.log('var del', c.a); 
c = vm.createContext({}); vm.runInContext('"use strict"; var f = function() {}; ', c); console.log(Object.keys(c));
c = vm.createContext({}); vm.runInContext('this[Symbol.for("s")] = 1', c); console.log(Object.getOwnPropertySymbols(c).length, vm.runInContext('Object.getOwnPropertySymbols(this).length', c));
c = vm.createContext({}); vm.runInContext('Reflect.set(this, "a", 1)', c); delete c.a; console.log('reflect', vm.runInContext('typeof a', c));
c = vm.createContext({}); vm.runInContext('"use strict"; Reflect.set(this, "a", 1); Reflect.set({__proto__: this}, "b", 2); ({ __proto__: this }).c = 3', c); console.log(Object.keys(c));
c = vm.createContext({}); const g = vm.runInContext('this', c); g.a = 1; (() => { 'use strict'; g.b = 2; })(); console.log(Object.keys(c)); delete c.a; delete c.b; console.log(vm.runInContext('typeof a + typeof b', c));
c = vm.createContext({ set x(v) { throw new Error('setter ' + v); } }); try { vm.runInContext('x = 5', c); } catch (e) { console.log(e.message); }
c = vm.createContext({ get x() { throw new Error('getter'); } }); try { vm.runInContext('x', c); } catch (e) { console.log(e.message); }
c = vm.createContext({}); vm.runInContext('Object.defineProperty(this, "r", { value: 1, writable: false, configurable: false }); Object.defineProperty(this, "w", { value: 1, writable: true })', c); try { vm.runInContext('Object.defineProperty(this, "r", { value: 2 })', c); } catch (e) { console.log(e.message); } console.log(c.r, JSON.stringify(Object.getOwnPropertyDescriptors(c)));
c = vm.createContext({}); try { vm.runInContext('"use strict"; undeclared++', c); } catch (e) { console.log(e.message); }
c = vm.createContext({}); vm.runInContext('const k = 1; let l = 2; class C {}', c); console.log(vm.runInContext('k + l + typeof C', c), Object.keys(c));
c = vm.createContext({ a: 1 }); console.log(vm.runInContext('const { a: z, ...rest } = globalThis; z + JSON.stringify(rest)', c));
console.log(vm.runInNewContext('[typeof globalThis, Object.getPrototypeOf(globalThis) === Object.prototype, globalThis instanceof Object, globalThis.constructor === Object]'));
console.log(vm.runInNewContext('let s = []; for (const k in globalThis) s.push(k); s', { a: 1, b: 2 }));
console.log(vm.runInNewContext('Reflect.ownKeys(globalThis).length > 60', { a: 1 }), vm.runInNewContext('JSON.stringify(globalThis)', { a: 1, [0]: 2 }));
const ctx2 = vm.createContext(vm.constants.DONT_CONTEXTIFY); vm.runInContext('a = 1; var b = 2; "use strict"; this.c = 3', ctx2); console.log(Object.keys(ctx2), ctx2.a);
try { vm.runInContext('"use strict"; und = 1', ctx2); } catch (e) { console.log(e.message); }
for (const code of ['a = function() {}', 'this.a = function() {}', '"use strict"; this.a = function() {}', '"use strict"; function a() {}', 'function a() {}', 'a = class {}', 'var a; a = function() {}', 'if (true) { function a() {} }', 'eval("function a() {}")', 'eval("var a = 1")', '(0, eval)("var a = 1")', 'Object.assign(this, { a: 1 })', '[this.a] = [1]', '({ a } = { a: 1 })', 'a ??= 1', 'this.a ??= 1', 'for (a of [1]);', '"use strict"; typeof a', '"use strict"; this["a"] = 1; a = 2', '"use strict"; const g = globalThis; g.a = 5', '"use strict"; (function() { return (0, eval)("this") })().a = 1', 'Object.defineProperty(this, "a", { get() { return 1; }, set(v) {}, configurable: true }); a = 2;', 'this.__proto__.a = 3']) {
  const c = vm.createContext({}); let r; try { r = typeof vm.runInContext(code, c); } catch (e) { r = e.message; }
  const d = Object.getOwnPropertyDescriptor(c, 'a'); delete c.a;
  console.log(code, '|', r, '|', d ? Object.keys(d).join() + d.writable + d.enumerable + d.configurable : 'none', '|', vm.runInContext('typeof a', c));
}
