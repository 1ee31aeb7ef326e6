// process.getBuiltinModule and the ways a built-in can be asked for; those of this list behave as in real Node.
import { builtinModules, isBuiltin, createRequire, syncBuiltinESMExports } from 'node:module';
import fs, { readFileSync } from 'node:fs';
const require = createRequire(import.meta.url);
console.log(builtinModules.length, builtinModules.filter((name) => name.startsWith('node:')));
for (const name of ['fs', 'node:fs', 'test', 'node:test', 'sqlite', 'node:sqlite', 'sea', 'node:sea', 'internal/util', 'fs/promises', 'FS', '', 'sys', 'wasi', 'punycode']) console.log(name, isBuiltin(name), typeof process.getBuiltinModule(name));
for (const bad of [undefined, null, 5, {}]) try { process.getBuiltinModule(bad); } catch (error) { console.log(error.code); }
console.log(process.getBuiltinModule('fs') === fs, require('fs') === fs, await import('fs').then((m) => m.default === fs));
const original = fs.readFileSync;
fs.readFileSync = () => 'patched';
console.log(readFileSync === original);
syncBuiltinESMExports();
console.log(readFileSync('x'), (await import('node:fs')).readFileSync('x'));
fs.readFileSync = original;
syncBuiltinESMExports();
console.log(readFileSync === original);
fs.added = 1;
syncBuiltinESMExports();
console.log((await import('node:fs')).added);
delete fs.added;
for (const name of ['node:fs/nope', 'internal/util', 'node:internal/util', 'node:FS', 'test', 'sqlite']) {
  try {
    require(name);
    console.log(name, 'loaded');
  } catch (error) {
    console.log(name, error.code);
  }
  await import(name).then(() => console.log(name, 'imported'), (error) => console.log(name, error.code));
}
