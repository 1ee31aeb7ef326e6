// console over streams of its own: groups, counters, tables, assertions, dir, trace-less errors, colours and broken streams.
'use strict';
const { Console } = require('node:console');
const { Writable } = require('node:stream');
const lines = [];
const sink = (name) => new Writable({ decodeStrings: false, write(chunk, encoding, done) { lines.push(`${name}:${chunk}`); done(); } });
const make = (options) => new Console({ stdout: sink('out'), stderr: sink('err'), ...options });
const flush = () => { for (const line of lines.splice(0)) console.log(JSON.stringify(line)); };
for (const options of [{}, { colorMode: true }, { groupIndentation: 5 }, { inspectOptions: { depth: 0 } }, { ignoreErrors: false }]) {
  const c = make(options);
  c.log('%s is %d', 'x', 1, { deep: { deeper: {} } }); c.info('i'); c.debug('d\nd2'); c.error('e'); c.warn('w', new Map([[1, 2]]));
  c.group('g1', { a: 1 }); c.log('in\nside'); c.groupCollapsed(); c.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }); c.table([[1, 2], [3]]); c.groupEnd(); c.groupEnd(); c.groupEnd(); c.log('out');
  c.assert(true, 'no'); c.assert(false); c.assert(false, 'a %s', 'b', { c: 1 }); c.assert(0, { o: 1 });
  c.count(); c.count('x'); c.count('x'); c.countReset('x'); c.count('x'); c.countReset('never'); c.count(undefined); c.count(null); c.count({});
  c.dirxml({ a: 1 }, [2]); c.log(); c.log(''); c.log('%%', '%s'); c.log(Symbol('s'), -0, 1n, [undefined]); c.timeEnd('unknown'); c.timeLog('unknown'); c.time('t'); c.time('t');
  flush();
}
const c = make();
for (const data of [[], {}, [1, 'a', null, undefined, Symbol('s')], [{ a: 1, b: 2 }, { b: 3, c: { d: 1 } }], { x: [1], y: { z: 2 } }, new Map([['k', { v: 1 }], [{ o: 1 }, [2]]]), new Set([1, { s: 2 }]), new Map().entries(), [[1, [2, 3]], ['é', '日本']], 'text', 5, null, [new Date(0), /r/, () => {}], Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true } }), [Object.assign(Object.create(null), { n: 1 })], new Uint8Array(2)]) { c.table(data); c.table(data, ['a', 'b']); }
try { c.table([], 'bad'); } catch (error) { console.log(error.code, error.message); }
flush();
for (const bad of [() => new Console(), () => new Console({}), () => new Console({ stdout: {} }), () => new Console({ stdout: sink('x'), colorMode: 'maybe' }), () => new Console({ stdout: sink('x'), groupIndentation: -1 }), () => new Console({ stdout: sink('x'), groupIndentation: 1001 }), () => new Console({ stdout: sink('x'), inspectOptions: 5 }), () => Console(sink('plain')).log('called without new')]) try { console.log(typeof bad()); } catch (error) { console.log(error.name, error.code, error.message); }
flush();
const broken = new Console({ stdout: new Writable({ write() { throw new Error('sink throws'); } }), ignoreErrors: false });
try { broken.log('x'); } catch (error) { console.log('thrown', error.message); }
new Console({ stdout: new Writable({ write(chunk, encoding, done) { done(new Error('ignored')); } }) }).log('y');
console.log(console instanceof Console, Object.prototype.toString.call(console), typeof console.Console);
