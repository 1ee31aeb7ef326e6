// Proxies with and without showProxy, traps that must not run, custom inspection functions and their arguments.
'use strict';
const util = require('node:util');
const { inspect } = util;
const trapped = new Proxy({ a: 1 }, new Proxy({}, { get(_, trap) { throw new Error(`trap ${String(trap)}`); } }));
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const values = [trapped, revoked.proxy, new Proxy([1, 2], {}), new Proxy(() => {}, {}), new Proxy(class K {}, { a: 1 }), new Proxy(new Map([[1, 2]]), {}), new Proxy(new Proxy({ x: 1 }, { inner: 1 }), { outer: 1 }), new Proxy(new Date(0), {}), new Proxy(new Proxy(new Proxy({}, {}), {}), {})];
for (const value of values) for (const showProxy of [false, true, 1]) for (const depth of [0, 2]) console.log(showProxy, depth, (() => { try { return inspect(value, { showProxy, depth }); } catch (error) { return error.message; } })(), (() => { try { return inspect({ value }, { showProxy, depth }); } catch (error) { return error.message; } })());
const custom = (f) => ({ [inspect.custom]: f, other: 1 });
for (const f of [() => 'text', () => ({ plain: 1 }), () => 5, () => undefined, () => null, function() { return this; }, (depth, options) => `${depth} ${typeof options.stylize} ${options.colors}`, (depth, options, self) => self(['again'], options), () => { throw new RangeError('thrown'); }, () => 'two\nlines', () => custom(() => 'nested'), (depth, { stylize }) => stylize('styled', 'special'), 'no function', null]) for (const options of [{}, { colors: true, depth: 5 }, { customInspect: false }]) console.log((() => { try { return inspect({ a: { b: custom(f) } }, options); } catch (error) { return `${error.name} ${error.message}`; } })());
console.log(inspect.custom === Symbol.for('nodejs.util.inspect.custom'), inspect(custom(inspect)), inspect({ inspect() { return 'old'; } }), inspect(Object.assign(() => {}, custom(() => 'function'))), inspect(new (class { [inspect.custom](d, o, i) { return i === inspect; } })()));
const { defaultOptions } = inspect;
for (const bad of [null, 1, 'x', [], () => {}]) try { inspect.defaultOptions = bad; console.log('accepted'); } catch (error) { console.log(error.code, error.message); }
try { inspect.defaultOptions = { depth: 0, unknown: 1 }; console.log('accepted'); } catch (error) { console.log(error.code, error.message); }
inspect.defaultOptions = { depth: 0 };
console.log(inspect({ a: {} }), inspect({ a: {} }, { depth: 1 }), inspect.defaultOptions);
inspect.defaultOptions = defaultOptions;
console.log(inspect('x', false), inspect({ a: { b: { c: { d: 1 } } } }, false, 0), inspect({ a: 1 }, true, null, true), Object.keys(inspect.styles).join(), Object.keys(inspect.colors).length, inspect({ a: 1 }, null), inspect({ a: 1 }, undefined), (() => { try { return inspect({ a: 1 }, 'x'); } catch (error) { return error.message; } })());
