// Code made at run time: what it sees, and where its imports start from.
const vm = require('vm');
const Module = require('module');
const fs = require('fs');
const dir = fs.mkdtempSync('/tmp/eval-');
fs.writeFileSync(`${dir}/dep.cjs`, 'module.exports = "dep";');
fs.writeFileSync(`${dir}/dep.mjs`, 'export default "esm dep";');
const m = new Module(`${dir}/virtual.js`, null);
m.filename = `${dir}/virtual.js`; m.paths = Module._nodeModulePaths(dir);
m._compile('exports.dep = require("./dep.cjs"); exports.lazy = () => import("./dep.mjs"); exports.evaled = eval("require(\'./dep.cjs\')"); exports.fn = (() => { try { return new Function("return typeof require")(); } catch (e) { return e.message; } })(); exports.meta = [__filename === module.filename, require.main === undefined];', m.filename);
console.log(m.exports.dep, m.exports.evaled, m.exports.fn, m.exports.meta);
const required = Module.createRequire(`${dir}/x.js`);
console.log(required('./dep.cjs'), required.resolve('./dep.cjs') === `${dir}/dep.cjs`, required.cache === require.cache, required('./dep.mjs').default);
for (const bad of [undefined, 'relative.js', 5, 'http://x/y', new URL('http://x/y')]) try { Module.createRequire(bad); } catch (error) { console.log(error.code); }
console.log(typeof Module.createRequire(new URL(`file://${dir}/`)), Module.createRequire(`${dir}/`).resolve('./dep.cjs') === `${dir}/dep.cjs`);
for (const text of ['module.exports = require("module").builtinModules.length > 10', 'return 5', 'exports.x = arguments.length', 'throw new SyntaxError("thrown")', 'export default 1', 'import "fs"', 'await 0', 'import.meta', 'let require = 1; exports.ok = require', 'const module = 1', '"use strict"; exports.s = this === exports', '#!shebang\nexports.bang = 1', '\ufeffexports.bom = 1', '<!-- html comment\nexports.html = 1', 'exports.f = function() { return new.target }()', 'with ({ a: 1 }) { exports.a = a }']) {
  const file = `${dir}/t${Math.abs([...text].reduce((h, c) => (h * 31 + c.charCodeAt(0)) | 0, 7))}.cjs`;
  fs.writeFileSync(file, text);
  try { console.log(JSON.stringify(text.slice(0, 24)), require(file)); } catch (error) { console.log(JSON.stringify(text.slice(0, 24)), error.name, error.code, error.message.split('\n')[0]); }
}
m.exports.lazy().then((ns) => console.log(ns.default, 'lazily'));
process.nextTick(() => console.log(vm.runInThisContext('typeof require'), (0, eval)('typeof module'), globalThis.require));
