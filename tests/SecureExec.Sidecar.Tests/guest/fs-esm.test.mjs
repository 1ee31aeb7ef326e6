// fs as an ES module sees it: named and default exports, promises, JSON imports of files made at run time.
import fs, { readFileSync, promises, constants, existsSync } from 'node:fs';
import * as all from 'fs';
import promisesDefault, { readFile, constants as promiseConstants } from 'fs/promises';
import { fileURLToPath } from 'node:url';

console.log(fs.readFileSync === readFileSync, all.default === fs, promises === promisesDefault, promises.readFile === readFile, constants === fs.constants, promiseConstants === constants);
console.log(Object.keys(all).filter((name) => !(name in fs) && name !== 'default' && name !== 'module.exports'));
console.log(Object.keys(fs).sort().join());
console.log(Object.keys(promises).sort().join());
console.log(Object.entries(constants).filter(([name]) => /^(O_|S_I|F_|R_|W_|X_|COPYFILE|UV_)/.test(name)).map(([name, value]) => `${name}=${value}`).join());
console.log(existsSync(fileURLToPath(import.meta.url)), (await readFile(new URL(import.meta.url), 'utf8')).startsWith('// fs as'));
fs.writeFileSync('made.json', '{"made":[1,2]}');
console.log((await import('./made.json', { with: { type: 'json' } })).default);
fs.writeFileSync('made.mjs', 'export const value = 5; export default import.meta.filename.split("/").pop();');
console.log({ ...await import('./made.mjs') });
for (const [name, options] of [['./made.json', undefined], ['./bad.json', { with: { type: 'json' } }], ['./absent.mjs', undefined], ['./', undefined]]) {
  fs.writeFileSync('bad.json', '{');
  await import(name, options).catch((error) => console.log(name, error.name, error.code));
}
console.log(typeof fs.Dirent, typeof fs.Stats, typeof fs.ReadStream, fs.FileReadStream === fs.ReadStream, typeof fs.Dir);
