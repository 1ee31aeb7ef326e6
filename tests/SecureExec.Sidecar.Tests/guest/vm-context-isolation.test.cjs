const vm = require('vm');
const context = vm.createContext({ log: [], host: { list: [1], fn() { return this; } } });
const run = (code, options) => { try { return vm.runInContext(code, context, options); } catch (error) { return `${error.name}: ${error.message} [${error instanceof Error}]`; } };
console.log(run('Array === host.list.constructor'), run('[] instanceof Array'), run('[]') instanceof Array, Array.isArray(run('[]')), run('host.list') instanceof Array);
console.log(run('Object.getPrototypeOf(host) === Object.prototype'), run('host.fn.constructor("return typeof process")()'), run('typeof process'), run('typeof require'), run('typeof console'), run('typeof setTimeout'), run('typeof URL'), run('typeof structuredClone'), run('typeof WebAssembly'), run('typeof SharedArrayBuffer'));
console.log(run('throw new TypeError("inner")'), run('null.x'), run('syntax error here'));
run('function declared() { return 1 } var v = 2; let l = 3; const c = 4; class K {} globalThis.g = 5; this.t = 6; undeclared = 7;');
console.log(Object.keys(context), run('[typeof declared, v, l, c, typeof K, g, t, undeclared]'), typeof context.l, typeof context.K);
console.log(run('delete v'), run('delete g'), run('delete undeclared'), 'g' in context, run('Object.getOwnPropertyNames(globalThis).filter((n) => !/^[A-Z]/.test(n)).sort().join()'));
context.added = 'later';
Object.defineProperty(context, 'getter', { get() { return `got ${this === context}`; }, configurable: true });
console.log(run('added'), run('getter'), run('"added" in globalThis'), run('Object.getOwnPropertyDescriptor(globalThis, "getter").get !== undefined'));
console.log(run('globalThis === this'), run('globalThis') === context, vm.runInContext('this', context) === vm.runInContext('globalThis', context), vm.isContext(context), vm.isContext({}));
console.log(run('Object.prototype.polluted = 1; ({}).polluted'), {}.polluted, run('Function("return this")() === globalThis'), run('(function() { return this === globalThis })()'), run('(() => { "use strict"; return (function() { return this })() })()'));
for (const [code, options] of [['eval("1")', { strings: false }], ['new Function("1")', { strings: false }], ['new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0])) && "compiled"', { wasm: false }], ['eval("1")', { strings: true }]]) {
  const limited = vm.createContext({}, { codeGeneration: options });
  try { console.log(vm.runInContext(code, limited)); } catch (error) { console.log(error.name, error.message, error instanceof EvalError); }
}
const named = vm.createContext({}, { name: 'n', origin: 'https://example.org' });
console.log(vm.createContext(named) === named, Object.prototype.toString.call(vm.runInContext('globalThis', vm.createContext(new Map()))));
for (const bad of [() => vm.createContext(5), () => vm.createContext({}, { name: 5 }), () => vm.createContext({}, { codeGeneration: 5 }), () => vm.runInContext('1', {}), () => vm.createContext({}, { microtaskMode: 'x' }), () => new vm.Script('1', { cachedData: 5 }), () => vm.runInThisContext('1', { timeout: -1 }), () => vm.runInThisContext('1', { timeout: 0 })]) try { bad(); console.log('accepted'); } catch (error) { console.log(error.code); }
const frozen = vm.createContext(Object.freeze({ a: 1 }));
console.log(vm.runInContext('try { b = 2; typeof b } catch (e) { e.message }', frozen), Object.keys(frozen));
const proxied = vm.createContext(new Proxy({ seen: 1 }, { get: (target, key, receiver) => (typeof key === 'string' && key.startsWith('magic') ? key.length : Reflect.get(target, key, receiver)), has: (target, key) => key in target }));
console.log(vm.runInContext('[seen, typeof magicWord, typeof nothing]', proxied));
