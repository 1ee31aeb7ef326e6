'use strict';
const vm = require('node:vm');
const tidy = (s) => String(s).split('\n').slice(0, 6).join('\n').replace(/\(?\/\S*\//g, '').replace(/node:internal.*/g, 'internal');
for (const [code, name] of [['throw new Error("plain")', 'a.js'], ['function f() { g() }\nfunction g() { undefinedName }\nf()', 'b.js'], ['JSON.parse("{bad")', 'c.js'], ['null.x', 'd.js'], ['const c = 1; c = 2', 'e.js'], ['new Proxy({}, null)', 'f.js'], ['[].reduce((a) => a)', 'g.js'], ['decodeURIComponent("%")', 'h.js'], ['`${Symbol()}`', 'i.js'], ['1n + 1', 'j.js'], ['for (const x of 5);', 'k.js'], ['await 1', 'l.js'], ['return 1', 'm.js'], ['import x from "y"', 'n.js'], ['"\\u{110000}"', 'o.js'], ['a => {', 'p.js'], ['new.target', 'q.js'], ['super.x', 'r.js'], ['yield', 's.js'], ['"use strict"; delete x', 't.js'], ['08n', 'u.js'], ['let let = 1', 'v.js']]) {
  try { console.log(name, vm.runInNewContext(code, {}, name)); } catch (e) { console.log(name, e.name, '|', tidy(e.stack)); }
}
try { vm.runInThisContext('var prepared = 1; throw Object.assign(new Error("x"), { extra: 1 })', { filename: 'extra.js' }); } catch (e) { console.log(Object.keys(e), e.extra); }
const E = vm.runInNewContext('Error'); E.stackTraceLimit = 1; console.log(vm.runInNewContext('Error.stackTraceLimit'), E.stackTraceLimit, Error.stackTraceLimit);
Error.prepareStackTrace = (e, sites) => sites.slice(0, 1).map((s) => [s.getFileName(), s.getLineNumber(), s.getColumnNumber(), s.getFunctionName()].join()).join();
try { vm.runInThisContext('function thrower() { throw new Error("p") }\n thrower()', 'prep.js'); } catch (e) { console.log(e.stack); }
