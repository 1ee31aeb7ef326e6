// The names that a CommonJS module gives to import, found by the lexer without running it.
import { writeFileSync, unlinkSync } from 'node:fs';
const sources = {
  plain: 'exports.a = 1; exports["b c"] = 2; module.exports.d = 3; if (false) exports.e = 4;',
  literal: 'const a = 1, b = 2; module.exports = { a, b, "c-d": a, e: b, f: 5, g: a };',
  define: 'const q = { p: 1 }; Object.defineProperty(exports, "__esModule", { value: true }); Object.defineProperty(exports, "x", { enumerable: true, get: function () { return q.p; } }); Object.defineProperty(exports, "y", { enumerable: false, value: 1 }); exports.default = 9;',
  reexport: 'module.exports = require("./lexed-plain.cjs");',
  star: '"use strict"; var __exportStar = function (m, e) { for (var p in m) e[p] = m[p]; }; __exportStar(require("./lexed-plain.cjs"), exports); exports.own = 1;',
  babel: '"use strict"; exports.__esModule = true; var _p = require("./lexed-plain.cjs"); Object.keys(_p).forEach(function (key) { if (key === "default" || key === "__esModule") return; if (key in exports && exports[key] === _p[key]) return; exports[key] = _p[key]; });',
  spread: 'module.exports = { ...require("./lexed-plain.cjs"), z: 1 };',
  hidden: '// exports.no = 1\n/* exports.no = 2 */ const s = "exports.no = 3", t = `exports.no = ${"x"}`, r = /exports.no=4/; exports.yes = s.length / t.length / r.flags.length;',
  unicode: 'exports.é = 1; exports["\\u65e5"] = 2; exports["\\u{1F600}"] = 3; exports["\\ud83d"] = 4;',
  esbuild: 'var k = {}; module.exports = k; 0 && (module.exports = { one, two });',
  dynamic: 'const name = "computed"; exports[name] = 1; Object.assign(exports, { assigned: 1 });',
  fn: 'module.exports = function f() {}; module.exports.prop = 1;',
  shebang: '#!/usr/bin/env node\nexports.after = 1;',
};
for (const [name, source] of Object.entries(sources)) writeFileSync(new URL(`./lexed-${name}.cjs`, import.meta.url), source);
for (const name of Object.keys(sources)) {
  const namespace = await import(`./lexed-${name}.cjs`);
  console.log(name, Object.keys(namespace), typeof namespace.default, Object.entries(namespace).filter(([key]) => key !== 'default' && key !== 'module.exports'));
}
const bad = 'data:text/javascript,import { nope } from "node:fs"';
await import(bad).catch((error) => console.log(error.name, error.message.split('\n')[0]));
writeFileSync(new URL('./lexed-importer.mjs', import.meta.url), 'import { missing } from "./lexed-plain.cjs";');
await import('./lexed-importer.mjs').catch((error) => console.log(error.name, error.message.split('\n')[0]));
for (const name of [...Object.keys(sources).map((n) => `${n}.cjs`), 'importer.mjs']) unlinkSync(new URL(`./lexed-${name}`, import.meta.url));
