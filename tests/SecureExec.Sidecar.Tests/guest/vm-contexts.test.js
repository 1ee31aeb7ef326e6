'use strict';
const vm = require('node:vm');
const ctx = vm.createContext({ x: 1, console }); console.log(vm.runInContext('x += 41; var y = 2; globalThis.z = 3; x', ctx), ctx.x, ctx.y, ctx.z, vm.isContext(ctx), vm.isContext({}));
console.log(vm.runInNewContext('typeof require + typeof process + typeof console + typeof Array'), vm.runInThisContext('typeof require'), typeof vm.runInThisContext('globalThis').setTimeout);
console.log(vm.runInContext('[] instanceof Array', ctx), vm.runInContext('[]', ctx) instanceof Array, vm.runInContext('Object.getPrototypeOf([]) === Array.prototype', ctx));
const s = new vm.Script('n * 2', { filename: 'my-script.js', lineOffset: 10 }); for (const n of [1, 2]) console.log(s.runInNewContext({ n })); console.log(s.cachedDataRejected, s.createCachedData().length > 0);
try { new vm.Script('var = 1', { filename: 'bad.js', lineOffset: 4 }); } catch (e) { console.log(e.name, e.message, e.stack.split('\n')[0]); }
try { vm.runInNewContext('throw new TypeError("inner")', {}, 'inner.js'); } catch (e) { console.log(e.name, e.message, e instanceof TypeError, e.stack.includes('inner.js:1')); }
try { vm.runInNewContext('while(true);', {}, { timeout: 20 }); } catch (e) { console.log(e.code, e.message); }
const f = vm.compileFunction('return a + b + c', ['a', 'b'], { contextExtensions: [{ c: 100 }] }); console.log(f(1, 2), f.length);
const frozen = vm.createContext(vm.constants.DONT_CONTEXTIFY); console.log(vm.runInContext('this === globalThis', frozen), typeof frozen.Array);
vm.runInContext('Object.defineProperty(this, "ro", { value: 1 }); try { "use strict"; ro = 2 } catch (e) {} console.log(ro, Object.keys(this))', ctx);
console.log(vm.runInContext('delete this.x', ctx), 'x' in ctx, vm.runInNewContext('a?.b ?? "dflt"', { a: null }), Object.keys(vm).join());
