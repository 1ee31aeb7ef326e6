// Which names of a CommonJS module an import sees: Node's lexer decides, without running the module.
import fs from 'node:fs';
const dir = fs.mkdtempSync('/tmp/lex-');
let n = 0;
const names = async (text, extra = {}) => {
  const name = `m${n++}.cjs`;
  for (const [file, content] of Object.entries(extra)) fs.writeFileSync(`${dir}/${file}`, content);
  fs.writeFileSync(`${dir}/${name}`, text);
  try { const m = await import(`${dir}/${name}`); console.log(Object.keys(m).join(), JSON.stringify(m.default)); } catch (error) { console.log(error.name, error.message.split('\n')[0]); }
};
await names('exports.a = 1; exports["b"] = 2; module.exports.c = 3; exports["not-id"] = 4;');
await names('module.exports = { a, b: 2, "c": 3, d() {}, ...e, f: require("fs").x }; var a, e;');
await names('module.exports = { a: 1, get b() { return 2 }, c: 3 };');
await names('Object.defineProperty(exports, "a", { enumerable: true, value: 1 }); Object.defineProperty(exports, "b", { enumerable: true, get: function () { return q.p; } }); Object.defineProperty(exports, "c", { get() { return 1 } }); var q = { p: 5 };');
await names('Object.defineProperty(exports, "__esModule", { value: true }); exports.default = "d"; exports.x = 1;');
await names('exports.__esModule = true; exports.default = { inner: 1 };');
await names('__exportStar(require("./star.cjs"), exports); function __exportStar(m, e) { Object.assign(e, m); }', { 'star.cjs': 'exports.starred = 1; exports.default = 2;' });
await names('module.exports = require("./re.cjs");', { 're.cjs': 'exports.re1 = 1; exports.re2 = 2;' });
await names('module.exports = { ...require("./re.cjs"), own: 1 };');
await names('if (false) exports.conditional = 1; (function () { exports.nested = 2; })(); // exports.comment = 1\n/* exports.block = 1 */ "exports.string = 1"; `exports.template = ${exports.inTemplate = 1}`; /exports.regexp = 1/;');
await names('(function (root, factory) { if (typeof exports === "object") factory(exports); })(this, function (exports) { exports.umd = 1; });');
await names('const e = exports; e.aliased = 1; this.viaThis = 2; module["exports"].x = 1;');
await names('exports.a = exports.b = exports.c = void 0; exports.a = 1;');
await names('var foo = exports.foo = 1, bar = module.exports.bar = 2; exports.class = 3; exports.\\u0061bc = 4; exports.\u00e9 = 5;');
await names('Object.keys(_m).forEach(function (key) { if (key === "default" || key === "__esModule") return; exports[key] = _m[key]; }); var _m = require("./re.cjs");');
await names('module.exports = function f() {}; module.exports.attached = 1;');
await names('module.exports = "string"; module.exports.a = 1;');
await names('exports = module.exports = { reassigned: 1 };');
await names('module.exports = class A { static s = 1 };');
await names('import("fs"); exports.withImport = 1; import.meta;');
await names('#!/usr/bin/env node\nexports.hashbang = 1;');
await names('exports.a = 1; throw new Error("at run time");');
await names('exports.before = 1; syntax error');
await names('0 && (module.exports = { hinted1, hinted2 }); module.exports = make(); function make() { return { hinted1: 1 }; }');
