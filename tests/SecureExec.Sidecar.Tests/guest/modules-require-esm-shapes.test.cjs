const fs = require('fs');
const path = require('path');
const dir = fs.mkdtempSync('/tmp/esm-');
let n = 0;
const load = (text, extension = '.mjs') => { const file = path.join(dir, `m${n++}${extension}`); fs.writeFileSync(file, text); return () => require(file); };
const t = (name, f) => { try { console.log(name, f()); } catch (error) { console.log(name, error.name, error.code, error.message.replaceAll(dir, '').split('\n')[0]); } };
t('named', load('export const a = 1; export let b = 2;'));
t('default', load('export default class X {}'));
t('both', load('export default 5; export const x = 1;'));
t('module.exports', load('const v = { only: true }; export { v as "module.exports" }; export const hidden = 1;'));
t('__esModule', load('export const __esModule = true; export default 3;'));
t('__esModule false', load('export const __esModule = false; export default 3;'));
t('tla', load('await 0; export const a = 1;'));
t('throws', load('throw new RangeError("from esm");'));
// The first time throws what t prints the second time: the module does not run again.
t('throws again', (() => { const f = load('globalThis.times = (globalThis.times ?? 0) + 1; throw new RangeError("time " + globalThis.times);'); try { f(); } catch {} return f; })());
t('syntax', load('export const a = ;'));
t('missing export', load('import { nope } from "node:fs"; export { nope };'));
t('missing file', load('import "./gone.mjs";'));
t('detected', load('import fs from "fs"; export const kind = typeof fs.readFile;', '.js'));
t('cjs keyword', load('export const t = typeof require + typeof module + typeof __filename;'));
t('meta', load('export const m = [import.meta.main, typeof import.meta.resolve, Object.keys(import.meta).sort().join()];'));
const f = load('export default { same: true }; export const x = 1;');
const first = f();
console.log(first === f(), first[Symbol.toStringTag], Object.isSealed(first), require('util').types.isModuleNamespaceObject(first), first.default === f().default);
try { first.x = 2; 'use strict'; console.log(first.x); } catch (error) { console.log(error.message); }
import(path.join(dir, `m${n - 1}.mjs`)).then((ns) => {
  console.log(ns === first, ns.default === first.default, Object.keys(ns), Object.keys(first));
  const importer = load('export const lazy = () => import("./m0.mjs");')();
  return importer.lazy();
}).then((ns) => console.log(ns));
