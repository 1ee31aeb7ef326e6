// promisify, callbackify, inherits, deprecate, debuglog, aborted, transferable signals, call sites, types.
'use strict';
const util = require('node:util');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const tell = (error) => `${error?.name} ${error?.code} ${error?.message} ${error?.reason}`;
(async () => {
  const call = (value, done) => setImmediate(done, value === 'bad' ? new Error('bad') : null, value, 'second');
  console.log(await util.promisify(call)('v'), await util.promisify(call)('bad').catch(tell), util.promisify(util.promisify(call)) === util.promisify(util.promisify(call)), util.promisify(call).name, util.promisify(call).length);
  call[util.promisify.custom] = (x) => `custom ${x}`;
  console.log(util.promisify(call)('y'), util.promisify(call) === call[util.promisify.custom], show(() => util.promisify(5)), show(() => util.promisify(Object.assign(() => {}, { [util.promisify.custom]: 1 }))), await util.promisify(setTimeout)(1, 'timed'), await util.promisify(setImmediate)('now'));
  for (const reason of [new Error('r'), null, undefined, 'text', 0]) await new Promise((resolve) => util.callbackify(async () => { throw reason; })((error) => { console.log(tell(error)); resolve(); }));
  await new Promise((resolve) => util.callbackify(async (a, b) => a + b)(1, 2, (error, value) => { console.log(error, value); resolve(); }));
  console.log(show(() => util.callbackify(1)), show(() => util.callbackify(async () => {})()), util.callbackify(async function named(a) {}).name, util.callbackify(async (a) => {}).length);
  function Base() {} Base.prototype.hi = () => 'hi'; function Sub() {} util.inherits(Sub, Base);
  console.log(new Sub().hi(), Sub.super_ === Base, new Sub() instanceof Base, show(() => util.inherits(null, Base)), show(() => util.inherits(Sub, {})), show(() => util.inherits(Sub, Object.assign(() => {}, { prototype: undefined }))));
  process.on('warning', (warning) => console.log('warning', warning.name, warning.code, warning.message));
  const old = util.deprecate(function oldName(a, b) { return [this?.t, a, b, new.target === undefined]; }, 'old is old', 'DEP_X');
  console.log(old.call({ t: 1 }, 2, 3), old(), old.name, old.length, new (util.deprecate(class K { constructor() { this.made = 1; } }, 'class is old', 'DEP_Y'))().made, show(() => util.deprecate(() => {}, 'm', 5)), util.deprecate(() => 1, 'same code', 'DEP_X')());
  await new Promise(setImmediate);
  const log = util.debuglog('nothing', () => console.log('never'));
  console.log(log.enabled, typeof log('x'), util.debug === util.debuglog, show(() => util.debuglog()));
  const controller = new AbortController();
  const resource = {};
  util.aborted(controller.signal, resource).then(() => console.log('aborted'));
  controller.abort();
  await new Promise(setImmediate);
  console.log(await util.aborted({}, resource).catch(tell), await util.aborted(controller.signal, null).catch(tell), show(() => util.transferableAbortSignal({})), util.transferableAbortController().signal.aborted);
  function site() { return util.getCallSites(2)[0]; }
  const { functionName, lineNumber, columnNumber, column } = site();
  console.log(functionName, typeof lineNumber, typeof columnNumber, columnNumber === column, show(() => util.getCallSites(0)), show(() => util.getCallSites(201)), show(() => util.getCallSites('x')), show(() => util.getCallSites({ sourceMap: 1 })));
  const things = { number: 1, date: new Date(), regexp: /x/, map: new Map(), set: new Set(), weakmap: new WeakMap(), weakset: new WeakSet(), promise: Promise.resolve(), proxy: new Proxy({}, {}), generator: (function*() {})(), genfn: function*() {}, asyncfn: async () => {}, error: new Error(), typed: new Uint8Array(), buffer: Buffer.alloc(1), ab: new ArrayBuffer(1), sab: new SharedArrayBuffer(1), dv: new DataView(new ArrayBuffer(1)), boxed: Object(1), bsym: Object(Symbol()), bbig: Object(1n), args: (function() { return arguments; })(), mapit: new Map().keys(), setit: new Set().keys(), ns: await import('node:os'), symbol: Symbol(), fn: () => {}, nullish: null, keyobj: {}, float16: typeof Float16Array === 'function' ? new Float16Array(1) : 0, external: 5, domex: new DOMException('x') };
  for (const [name, thing] of Object.entries(things)) console.log(name, Object.keys(util.types).sort().filter((test) => !/Key/.test(test) && util.types[test](thing)).join());
})();
