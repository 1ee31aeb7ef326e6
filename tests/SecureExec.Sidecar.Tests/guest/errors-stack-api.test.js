const show = (name, value) => console.log(name, typeof value === 'string' ? value.replaceAll(__filename, 'FILE').split('\n').slice(0, 3) : value);
function outer() { return inner(); }
function inner() { return new Error('traced'); }
show('stack', outer().stack);
const target = {}; Error.captureStackTrace(target, outer); show('capture', target.stack.split('\n').length > 1);
Error.stackTraceLimit = 1; show('limit', outer().stack); Error.stackTraceLimit = 0; show('none', outer().stack); Error.stackTraceLimit = 'x'; show('bad', outer().stack); Error.stackTraceLimit = 10;
Error.prepareStackTrace = (error, sites) => sites.slice(0, 3).map((s) => ({ fn: s.getFunctionName(), type: s.getTypeName(), method: s.getMethodName(), line: s.getLineNumber(), column: s.getColumnNumber(), top: s.isToplevel(), native: s.isNative(), ctor: s.isConstructor(), async: s.isAsync(), all: s.isPromiseAll(), eval: s.isEval(), file: s.getFileName() === __filename, url: typeof s.getScriptNameOrSourceURL(), text: String(s).replaceAll(__filename, 'FILE') }));
class K { method() { return new Error('m').stack; } static make() { return new K().method(); } get g() { return new Error('g').stack; } constructor() { this.stack = new Error('c').stack; } }
console.log(K.make()[0], new K().g[0], new K().stack[0]);
console.log([1].map(() => new Error('map').stack)[0][1], eval('new Error("eval").stack')[0].text, new Function('return new Error("f").stack')()[0].fn);
Error.prepareStackTrace = () => { throw new RangeError('in prepare'); };
try { console.log(new Error('x').stack); } catch (error) { console.log(error.name, error.message); }
Error.prepareStackTrace = (error) => `prepared ${error.message}`;
console.log(outer().stack, new TypeError('t').stack);
Error.prepareStackTrace = undefined;
(async () => {
  const deep = async (n) => { if (n === 0) { await null; throw new Error('async'); } await deep(n - 1); };
  await deep(2).catch((error) => show('async', error.stack));
  await Promise.all([1].map(async () => { await null; throw new Error('all'); })).catch((error) => show('all', error.stack.split('\n').slice(0, 2).join('\n')));
  const e = new Error('first'); e.message = 'changed'; show('message', e.stack.split('\n')[0]); show('string', String(e)); e.name = 'Renamed'; show('name', [String(e), Object.keys(e), JSON.stringify(e)]);
  show('own', Object.getOwnPropertyNames(new Error('x', { cause: 1 })).sort());
  for (const [code, f] of Object.entries({ type: () => null.x, range: () => new Array(-1), ref: () => missing, syntax: () => eval('{'), uri: () => decodeURIComponent('%'), call: () => (5)(), iter: () => { const [a] = 5; }, instance: () => 1 instanceof 1, proto: () => Object.setPrototypeOf(Object.preventExtensions({}), {}), const: () => { const c = 1; c = 2; }, tdz: () => { z; let z; }, super: () => new (class extends Object { constructor() { this.x; } })(), bigint: () => 1n + 1, symbol: () => `${Symbol('s')}`, json: () => JSON.parse('{bad'), circular: () => { const c = {}; c.c = c; JSON.stringify(c); }, stack: () => { (function f() { f(); })(); }, date: () => new Date(NaN).toISOString(), repeat: () => 'x'.repeat(-1), normalize: () => ''.normalize('x'), radix: () => (1).toString(99), invalid: () => new Intl.NumberFormat('en', { style: 'x' }) })) try { f(); } catch (error) { console.log(code, error.name, error.message); }
})();
