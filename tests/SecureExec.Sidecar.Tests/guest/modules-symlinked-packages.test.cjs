// A store as pnpm lays it out: packages are links into it, so each finds its own dependencies beside its real path.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const base = fs.mkdtempSync('/tmp/pnpm-');
const show = (text) => text.replaceAll(base, '');
const write = (file, text) => { fs.mkdirSync(path.dirname(path.join(base, file)), { recursive: true }); fs.writeFileSync(path.join(base, file), text); };
write('node_modules/.pnpm/a@1/node_modules/a/index.js', 'module.exports = { name: "a1", file: __filename, b: require("b"), paths: module.paths.slice(0, 2) };');
write('node_modules/.pnpm/a@1/node_modules/a/package.json', '{ "name": "a", "version": "1.0.0" }');
write('node_modules/.pnpm/b@2/node_modules/b/index.mjs', 'export const name = "b2"; export const file = import.meta.filename; export { default as a } from "a";');
write('node_modules/.pnpm/b@2/node_modules/b/package.json', '{ "name": "b", "exports": "./index.mjs" }');
write('node_modules/.pnpm/a@2/node_modules/a/index.js', 'exports.name = "a2"; exports.twice = require.cache[__filename].filename;');
write('app/main.js', 'module.exports = require("a");');
fs.symlinkSync('../../b@2/node_modules/b', path.join(base, 'node_modules/.pnpm/a@1/node_modules/b'));
fs.mkdirSync(path.join(base, 'node_modules/.pnpm/b@2/node_modules'), { recursive: true });
fs.symlinkSync('../../a@2/node_modules/a', path.join(base, 'node_modules/.pnpm/b@2/node_modules/a'));
fs.symlinkSync('.pnpm/a@1/node_modules/a', path.join(base, 'node_modules/a'));
fs.symlinkSync('app', path.join(base, 'linked-app'), 'dir');
const require2 = createRequire(path.join(base, 'app/main.js'));
const a = require2('./main.js');
console.log(a.name, show(a.file), a.paths.map(show), a.b.name, show(a.b.file), a.b.a.name, show(a.b.a.twice));
console.log(require2('../linked-app/main.js') === a, show(require2.resolve('a')), show(fs.realpathSync(path.join(base, 'node_modules/a/index.js'))));
fs.unlinkSync(path.join(base, 'node_modules/a'));
fs.symlinkSync('nowhere', path.join(base, 'node_modules/a'));
try {
  require2('a/other.js');
} catch (error) {
  console.log(error.code, show(error.message).split('\n'));
}
fs.symlinkSync('loop', path.join(base, 'app/loop'));
try {
  require2('./loop');
} catch (error) {
  console.log(error.code);
}
import(path.join(base, 'linked-app/main.js')).then((m) => console.log(Object.keys(m), m.default === a));
