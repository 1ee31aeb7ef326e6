'use strict';
// package.json as both loaders read it: odd contents, where the search stops, what is remembered.
const fs = require('node:fs');
const path = require('node:path');
const { findPackageJSON, createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');
const hide = (text) => String(text).split('\n')[0].replaceAll(pathToFileURL(process.cwd()).href, '$').replaceAll(process.cwd(), '$');

function write(files) {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(name), { recursive: true });
    fs.writeFileSync(name, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  }
}
async function both(name) {
  for (const [how, load] of [['require', () => require(name)], ['import', () => import(name)]]) {
    try {
      const loaded = await load();
      console.log(how, name, JSON.stringify(loaded.default ?? loaded));
    } catch (error) {
      console.log(how, name, error.name, error.code, hide(error.message));
    }
  }
}
const cjs = (text) => `module.exports = ${JSON.stringify(text)};`;
write({
  'node_modules/main-file/package.json': { main: 'lib/entry.js' }, 'node_modules/main-file/lib/entry.js': cjs('main-file'),
  'node_modules/main-noext/package.json': { main: './lib/entry' }, 'node_modules/main-noext/lib/entry.js': cjs('main-noext'),
  'node_modules/main-json/package.json': { main: 'data' }, 'node_modules/main-json/data.json': '"main-json"',
  'node_modules/main-dir/package.json': { main: 'lib' }, 'node_modules/main-dir/lib/index.js': cjs('main-dir'),
  'node_modules/main-missing/package.json': { main: 'gone.js' }, 'node_modules/main-missing/index.js': cjs('fallback index'),
  'node_modules/main-nothing/package.json': { main: 'gone.js' },
  'node_modules/main-number/package.json': { main: 5 }, 'node_modules/main-number/index.js': cjs('main-number'),
  'node_modules/main-empty/package.json': { main: '' }, 'node_modules/main-empty/index.js': cjs('main-empty'),
  'node_modules/no-package/index.js': cjs('no-package'),
  'node_modules/only-file.js': cjs('only-file'),
  'node_modules/bom/package.json': `\ufeff${JSON.stringify({ main: 'm.js' })}`, 'node_modules/bom/m.js': cjs('bom'),
  'node_modules/bad-json/package.json': '{ "main": "x.js", }', 'node_modules/bad-json/index.js': cjs('bad-json'),
  'node_modules/bad-array/package.json': '[]', 'node_modules/bad-array/index.js': cjs('bad-array'),
  'node_modules/bad-name/package.json': '{"name": 5}', 'node_modules/bad-name/index.js': cjs('bad-name'),
  'node_modules/bad-type/package.json': '{"type": 5}', 'node_modules/bad-type/index.js': cjs('bad-type'),
  'node_modules/odd-type/package.json': { type: 'other' }, 'node_modules/odd-type/index.js': cjs('odd-type'),
  'node_modules/empty/package.json': '', 'node_modules/empty/index.js': cjs('empty'),
  'node_modules/dup/package.json': '{"main":"a.js","main":"b.js"}', 'node_modules/dup/a.js': cjs('a'), 'node_modules/dup/b.js': cjs('dup b'),
  'node_modules/exports-string/package.json': { exports: './e.js' }, 'node_modules/exports-string/e.js': cjs('exports-string'), 'node_modules/exports-string/other.js': cjs('hidden'),
  'node_modules/exports-cond/package.json': { exports: { import: './i.mjs', require: './r.cjs' } }, 'node_modules/exports-cond/i.mjs': 'export default "imported"', 'node_modules/exports-cond/r.cjs': cjs('required'),
  'node_modules/exports-sub/package.json': { exports: { '.': './i.js', './sub/*': './lib/*.js', './sub/private': null, './esc\u00e9': './lib/x.js' } },
  'node_modules/exports-sub/i.js': cjs('exports-sub'), 'node_modules/exports-sub/lib/x.js': cjs('sub x'),
  'node_modules/exports-null/package.json': { exports: null, main: 'm.js' }, 'node_modules/exports-null/m.js': cjs('exports-null'),
  'node_modules/exports-false/package.json': { exports: false, main: 'm.js' }, 'node_modules/exports-false/m.js': cjs('exports-false'),
  'node_modules/exports-array/package.json': { exports: ['./nope.js', './m.js'] }, 'node_modules/exports-array/m.js': cjs('exports-array'),
  'node_modules/exports-bad/package.json': { exports: { '.': './a.js', other: './b.js' } },
  'node_modules/exports-out/package.json': { exports: '../no-package/index.js' },
  'node_modules/type-module/package.json': { type: 'module', main: 'm.js' }, 'node_modules/type-module/m.js': 'export default "type-module"',
  'node_modules/type-module/cjs/package.json': { type: 'commonjs' }, 'node_modules/type-module/cjs/c.js': cjs('nested commonjs'),
  'node_modules/@scope/pkg/package.json': { name: '@scope/pkg', exports: { '.': './m.js', './feature': './f.js' }, imports: { '#inner': './inner.js', '#dep': 'no-package' } },
  'node_modules/@scope/pkg/m.js': 'module.exports = [require("@scope/pkg/feature"), require("#inner"), require("#dep")];', 'node_modules/@scope/pkg/f.js': cjs('feature'), 'node_modules/@scope/pkg/inner.js': cjs('inner'),
});
(async () => {
  for (const name of ['main-file', 'main-noext', 'main-json', 'main-dir', 'main-missing', 'main-nothing', 'main-number', 'main-empty', 'no-package', 'only-file', 'bom', 'bad-json', 'bad-array', 'bad-name',
    'bad-type', 'odd-type', 'empty', 'dup', 'exports-string', 'exports-string/other.js', 'exports-string/e.js', 'exports-cond', 'exports-sub', 'exports-sub/sub/x', 'exports-sub/sub/gone', 'exports-sub/sub/private',
    'exports-sub/esc\u00e9', 'exports-null', 'exports-false', 'exports-array', 'exports-bad', 'exports-out', 'type-module', 'type-module/cjs/c.js', '@scope/pkg', '@scope/pkg/feature', '@scope/pkg/m.js', '@scope', 'absent', '#inner',
    './node_modules/main-dir', './node_modules/main-dir/', './node_modules/bad-json']) await both(name);

  write({ 'pkg/package.json': { name: 'pkg', type: 'module', exports: './self.js' }, 'pkg/self.js': 'export default "self"', 'pkg/user.js': 'export { default } from "pkg";', 'pkg/src/deep/file.js': 'export default import.meta.url.length > 0',
    'pkg/node_modules/inner/file.js': 'module.exports = "boundary"', 'pkg/plain': 'export default "extensionless module"', 'pkg/c.cjs': cjs('cjs'), 'loose/plain': 'module.exports = "extensionless"', 'loose/data.unknown': 'module.exports = "unknown"',
    'pkg/wasm': Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) });
  for (const name of ['./pkg/user.js', './pkg/src/deep/file.js', './pkg/node_modules/inner/file.js', './pkg/plain', './pkg/c.cjs', './loose/plain', './loose/data.unknown', './pkg', './pkg/absent.js', './loose']) await both(name);
  await import('./pkg/wasm').then((loaded) => console.log('wasm', Object.keys(loaded)), (error) => console.log('wasm', error.name, error.code));
  for (const [specifier, base] of [['./pkg/src/deep/file.js', __filename], ['./pkg/node_modules/inner/file.js', __filename], ['pkg', path.resolve('pkg/user.js')], ['main-file', __filename], ['@scope/pkg', __filename], ['absent', __filename], ['..', path.resolve('pkg/src/deep/file.js')]]) {
    try {
      const found = findPackageJSON(specifier, base);
      console.log('find', specifier, found && path.relative(process.cwd(), found).replace(/^(\.\.\/)+.*/, 'above'));
    } catch (error) {
      console.log('find', specifier, error.code);
    }
  }
  write({ 'late/a.js': 'module.exports = 1' });
  await both('./late/a.js');
  write({ 'late/package.json': { type: 'module' }, 'late/b.js': 'export default "late module"', 'pkg/package.json': { name: 'renamed' } });
  await both('./late/b.js');
  await both('./pkg/user.js');
  const other = createRequire(path.resolve('node_modules/main-dir/x.js'));
  console.log(other('no-package'), hide(other.resolve('main-file')), require.resolve.paths('x').length > 1, hide(require.resolve('main-dir')));
})();
