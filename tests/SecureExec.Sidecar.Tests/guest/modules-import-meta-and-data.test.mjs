import { createRequire } from 'node:module';
import fs from 'node:fs';
const show = (text) => String(text).replaceAll(import.meta.dirname, '');
console.log(show(import.meta.url).split('/').pop(), show(import.meta.filename), import.meta.main, Object.getPrototypeOf(import.meta), Object.keys(import.meta));
for (const name of ['fs', 'node:fs', './x.mjs', '/a b#c?d', 'http://example.org/x', 'node:nope', 'nope', '../up']) {
  try {
    console.log(name, show(import.meta.resolve(name)).replace(/^file:\/\/.*\/(?=up$|x\.mjs$)/, ''));
  } catch (error) {
    console.log(name, error.code);
  }
}
for (const url of ['data:text/javascript,export default import.meta.url.slice(0, 30); export const dir = import.meta.dirname', 'data:application/json,{"a":1}', 'data:text/css,a{}', 'data:text/javascript;base64,ZXhwb3J0IGRlZmF1bHQgNDI=', 'data:text/javascript,import "./x.js"', 'data:text/javascript,import fs from "node:fs"; export default typeof fs.readFileSync', 'data:text/javascript,export default (await Promise.resolve("tla"))', 'http://example.org/a.mjs', 'blob:nodedata:x', 'node:nothing', 'data:nonsense']) {
  await import(url, url.includes('json') ? { with: { type: 'json' } } : undefined).then((m) => console.log(url.slice(0, 40), m.default, m.dir), (error) => console.log(url.slice(0, 40), error.code, error.message.split('\n')[0].slice(0, 100)));
}
for (const options of [{ with: { type: 'css' } }, { with: { other: 'x' } }, { with: { type: 5 } }, { with: 5 }, 5, undefined, {}, { with: {} }, { with: { type: 'json' } }]) {
  await import('data:text/javascript,export default "ok"', options).then((m) => console.log(m.default), (error) => console.log(error.name, error.code, error.message.split('\n')[0]));
}
const dir = fs.mkdtempSync('/tmp/q-');
fs.writeFileSync(`${dir}/counted.mjs`, 'globalThis.loads = (globalThis.loads ?? 0) + 1; export default globalThis.loads; export const search = new URL(import.meta.url).search;');
fs.writeFileSync(`${dir}/sp ace%23.mjs`, 'export default import.meta.filename.split("/").pop()');
for (const suffix of ['', '?a', '?b#c', '#c', '']) console.log(suffix, (await import(`${dir}/counted.mjs${suffix}`)).default, (await import(`file://${dir}/counted.mjs${suffix}`)).search);
console.log((await import(`${dir}/sp ace%2523.mjs`)).default, createRequire(import.meta.url)(`${dir}/counted.mjs`).default);
