'use strict';
const { Console } = require('node:console');
const { Writable } = require('node:stream');
const lines = { out: '', err: '' };
const sink = (key) => new Writable({ write(chunk, encoding, done) { lines[key] += chunk; done(); } });
const c = new Console({ stdout: sink('out'), stderr: sink('err'), groupIndentation: 4, inspectOptions: { depth: 0 } });
c.log('to out %d', 7); c.error('to err'); c.warn({ a: { b: 1 } });
c.group('g'); c.log('indented'); c.groupEnd();
c.assert(true, 'not shown'); c.assert(false, 'shown %s', 'x'); c.assert(false);
c.countReset('never');
console.log(JSON.stringify(lines, null, 1));
try { new Console({ stdout: {} }); } catch (e) { console.log(e.code, e.message); }
console.log(typeof console.Console, console.Console === Console, Object.keys(console).filter((n) => !/^(context|createTask|profile|profileEnd|timeStamp)$/.test(n)).sort().join()); // those are the inspector's
