import vm from 'node:vm';
import util from 'node:util';
const context = vm.createContext({ shared: { list: [] }, util });
const run = (code) => vm.runInContext(code, context);
const ForeignBase = run('class Base { #secret = 1; static made = 0; constructor() { Base.made++; this.own = new.target.name; } get secret() { return this.#secret; } static create() { return new this(); } } Base');
class Local extends ForeignBase { get both() { return [this.secret, this.own]; } }
const local = new Local();
console.log(local.both, local instanceof ForeignBase, ForeignBase.made, Local.create() instanceof Local, Object.getPrototypeOf(ForeignBase) === Function.prototype, Object.getPrototypeOf(ForeignBase) === run('Function.prototype'));
try { run('Base').prototype.__lookupGetter__('secret').call({}); } catch (error) { console.log(error.name, error instanceof TypeError, error.constructor === run('TypeError')); }
const foreignFn = run('(function (a, b) { return [this === globalThis, arguments.length, a instanceof Array, Array.isArray(a)]; })');
console.log(foreignFn([]), foreignFn.call(5, 1), foreignFn.bind(null)(1, 2), foreignFn.apply(undefined, [[], 2]));
console.log(run('[1,2,3]').map((x) => x * 2).constructor === run('Array'), [].concat(run('[1]')).length, [...run('new Set([1, 2])')], Object.entries(run('({a: 1})')), JSON.stringify(run('({ d: new Date(0), n: [null] })')));
const promise = run('(async () => { await null; return "async value"; })()');
console.log(promise instanceof Promise, util.types.isPromise(promise), await promise, await Promise.all([promise, run('Promise.reject(new RangeError("foreign"))').catch((e) => [e.name, e instanceof RangeError])]));
for await (const x of run('(async function* () { yield 1; yield 2; })()')) console.log('async gen', x);
console.log(util.inspect(run('new Map([[{ a: 1 }, new Set([1])]])')), util.inspect(run('new Error("shown")')).split('\n')[0], util.inspect(run('class X {}; new X()')), util.inspect(run('Object.create(null)')), util.inspect(run('[undefined, , Symbol("s")]')));
console.log(util.isDeepStrictEqual(run('({ a: [1] })'), { a: [1] }), util.isDeepStrictEqual(run('[1]'), [1]), structuredClone(run('({ m: new Map([[1, 2]]), e: new TypeError("t") })')).e instanceof TypeError);
run('shared.list.push(() => shared.list.length)'); console.log(context.shared.list[0](), context.shared.list[0].constructor === Function);
const thrower = run('(f) => { try { f(); } catch (e) { return [e instanceof Error, e.message, Object.prototype.toString.call(e)]; } }');
console.log(thrower(() => { throw new Error('local'); }), thrower(() => null.x), thrower(() => { throw 5; }).length);
const script = new vm.Script('counter = (typeof counter === "undefined" ? 0 : counter) + 1');
const contexts = [1, 2, 3].map(() => vm.createContext({}));
for (let i = 0; i < 3; i++) for (const c of contexts.slice(i)) script.runInContext(c);
console.log(contexts.map((c) => c.counter), typeof counter);
console.log(run('new Proxy({}, { get: (_, k) => k })').anything, run('Symbol.for("x")') === Symbol.for('x'), run('Symbol.iterator') === Symbol.iterator, run('Object.getOwnPropertyNames(class { static a() {} })').join());
console.log(await run('import("x").catch((e) => [e.code, e instanceof Error])'), run('try { new Function("return this")() === globalThis } catch (e) { e }'));
console.log(vm.runInContext('this.constructor.constructor("return typeof process")()', vm.createContext(Object.create(null))), vm.runInNewContext('this.constructor.constructor("return typeof process")()', {}));
