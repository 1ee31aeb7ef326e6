'use strict';
const util = require('node:util');
const noStack = (e) => { e.stack = `${e.name}: ${e.message}\n    at fixed (place)`; return e; };
console.log(noStack(new Error('plain')), noStack(new TypeError('typed')));
console.log({ inner: noStack(new RangeError('in object')) });
console.log(noStack(Object.assign(new Error('with props'), { code: 'ECODE', details: { a: [1] } })));
console.log(noStack(new Error('with cause', { cause: noStack(new Error('cause')) })));
console.log(noStack(new Error('cause is text', { cause: 'text' })));
console.log(noStack(new AggregateError([noStack(new Error('one')), noStack(new Error('two'))], 'many')));
class Custom extends Error { constructor(m) { super(m); this.name = 'CustomName'; } }
console.log(noStack(new Custom('custom')), Object.keys(new Custom('x')));
const bare = new Error('no stack'); bare.stack = undefined; console.log(bare);
const renamed = noStack(new Error('renamed')); renamed.name = 'Other'; console.log(renamed);
console.log(util.inspect(noStack(Object.assign(new Error('m'), { name: 'N' }))));
console.log(util.inspect(new DOMException('dom message', 'AbortError')).split('\n')[0], new DOMException('a', 'DataCloneError').code);
try { null.x; } catch (e) { console.log(e.message, e instanceof TypeError); }
try { undefinedName; } catch (e) { console.log(e.name, e.message); }
try { (void 0)(); } catch (e) { console.log(e.message); }
try { require('util').inherits(1, 2); } catch (e) { console.log(e.code, e.name, e.message); }
console.log(util.inspect({ [util.inspect.custom](depth, options, inspect) { return `custom ${depth} ${typeof options.stylize} ${inspect === util.inspect}`; } }));
console.log(util.inspect({ [util.inspect.custom]: () => ({ replaced: 1 }) }), util.inspect({ inspect: () => 'ignored' }));
