import { findPackageJSON, createRequire } from 'node:module';
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
const base = fs.mkdtempSync('/tmp/find-');
const write = (name, text) => { fs.mkdirSync(`${base}/${name}`.replace(/\/[^/]*$/, ''), { recursive: true }); fs.writeFileSync(`${base}/${name}`, text); };
write('package.json', '{ "name": "root", "exports": { "./inner": "./lib/inner.js" } }');
write('lib/inner.js', '');
write('lib/deep/x.js', '');
write('node_modules/dep/package.json', '{ "name": "dep", "type": "module", "exports": "./dist/main.js" }');
write('node_modules/dep/dist/main.js', 'export default 1');
write('node_modules/dep/dist/package.json', '{ "type": "commonjs" }');
write('node_modules/@scope/pkg/package.json', '{}');
write('node_modules/@scope/pkg/index.js', '');
const show = (value) => (value === undefined ? 'undefined' : String(value).replaceAll(base, '').replaceAll(process.cwd(), ''));
for (const [specifier, from] of [['..', `${base}/lib/inner.js`], ['./deep/x.js', `${base}/lib/inner.js`], ['dep', `${base}/lib/inner.js`], ['@scope/pkg', pathToFileURL(`${base}/lib/`)], ['dep', pathToFileURL(`${base}/x.js`).href], ['nothing', `${base}/x.js`], [pathToFileURL(`${base}/node_modules/dep/dist/main.js`)], [`${base}/lib/deep/x.js`], ['dep', undefined], ['./x', 5], [{}, base]]) {
  try {
    console.log(show(specifier), '=>', show(findPackageJSON(specifier, from)));
  } catch (error) {
    console.log(show(specifier), error.code, show(error.message).split('\n')[0]);
  }
}
write('node_modules/broken/package.json', '{ "name": ');
write('node_modules/broken/index.js', '');
write('node_modules/typed/package.json', '{ "type": "strange", "main": 5, "name": "typed" }');
write('node_modules/typed/index.js', 'module.exports = "typed"');
write('node_modules/dirmain/package.json', '{ "main": "lib" }');
write('node_modules/dirmain/lib/index.js', 'module.exports = "dir main"');
write('node_modules/nomain/package.json', '{ "main": "gone.js" }');
write('node_modules/nomain/index.js', 'module.exports = "fallback"');
const require = createRequire(`${base}/x.js`);
for (const name of ['broken', 'typed', 'dirmain', 'nomain', 'dep']) {
  try {
    console.log(name, require(name));
  } catch (error) {
    console.log(name, error.code, show(error.message));
  }
  await import(pathToFileURL(`${base}/node_modules/${name}/index.js`)).then((m) => console.log(name, m.default), (error) => console.log(name, error.code, show(error.message)));
}
