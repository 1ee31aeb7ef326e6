'use strict';
// require of files: extensions, directories, JSON, cycles, links, the cache, errors.
const fs = require('node:fs');
const path = require('node:path');
const Module = require('node:module');
const hide = (text) => String(text).replaceAll(process.cwd(), '$');
function write(files) {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(name), { recursive: true });
    fs.writeFileSync(name, content);
  }
}
write({
  'm/a.js': 'exports.name = "a.js"', 'm/a.json': '{"name":"a.json"}', 'm/b.json': '{"name":"b.json"}', 'm/dir/index.js': 'exports.name = "dir/index.js"', 'm/dirjson/index.json': '{"name":"dirjson"}',
  'm/both.js': 'exports.name = "both.js"', 'm/both/index.js': 'exports.name = "both/index.js"', 'm/noext': 'exports.name = "noext"', 'm/odd.txt': 'exports.name = "odd.txt"', 'm/bad.json': '{"a":}', 'm/bom.json': '\ufeff{"name":"bom"}',
  'm/shebang.js': '#!/usr/bin/env node\nexports.name = "shebang"', 'm/syntax.js': 'exports.x = ;', 'm/throws.js': 'exports.partial = 1; throw new TypeError("from the module")',
  'm/cycle-a.js': 'exports.early = "a"; const b = require("./cycle-b"); exports.late = b.saw', 'm/cycle-b.js': 'const a = require("./cycle-a"); exports.saw = Object.keys(a).join()',
  'm/this.js': 'exports.facts = [this === module.exports, typeof __filename, path(__dirname), require.main === module, module.children.length, module.loaded]; function path(x) { return x.split("/").pop(); }',
  'm/empty.js': '', 'm/returns.js': 'exports.before = 1; return; exports.after = 2', 'm/link-target/real.js': 'exports.dir = require("node:path").basename(__dirname)',
  'm/.hidden.js': 'exports.name = "hidden"', 'm/sp ace.js': 'exports.name = "space"', 'm/\u00fcml.js': 'exports.name = "umlaut"',
});
fs.symlinkSync('link-target', 'm/linked');
fs.symlinkSync('a.js', 'm/alias.js');
for (const name of ['a', 'a.js', 'a.json', 'b', 'dir', 'dir/', 'dir/index', 'dirjson', 'both', 'both/', 'noext', 'odd.txt', 'bad.json', 'bom', 'shebang', 'syntax', 'throws', 'cycle-a', 'this', 'empty', 'returns',
  'linked/real', 'alias', '.hidden', 'sp ace', '\u00fcml', 'absent', 'dir/absent', 'a.js/', 'link-target', '../m/a', './../m/./a']) {
  try {
    console.log(name, JSON.stringify(require(`./m/${name}`)));
  } catch (error) {
    console.log(name, error.name, error.code, hide(error.message).split('\n')[0]);
  }
}
console.log('same', require('./m/a') === require('./m/../m/a.js'), require('./m/alias') === require('./m/a'));
console.log('cache', Object.keys(require.cache).filter((key) => key.includes('/m/')).length, hide(require.resolve('./m/dir')));
delete require.cache[require.resolve('./m/a')];
console.log('after delete', require('./m/a') === require('./m/alias'));
fs.writeFileSync('m/a.js', 'exports.name = "rewritten"');
delete require.cache[require.resolve('./m/a')];
console.log(require('./m/a').name);
try {
  require('./m/throws');
} catch (error) {
  console.log('again', error.message, require.resolve('./m/throws') in require.cache);
}
fs.writeFileSync('m/new-later.js', 'exports.late = true');
console.log('made later', require('./m/new-later'));
try {
  require('./m/absent');
} catch (error) {
  console.log(error.code, error.requireStack.map(hide).length, hide(error.message).split('\n').length);
}
for (const bad of ['', undefined, 5, './', '../nowhere/', '/absent/absolute', 'node:nothing', 'fs/nothing']) {
  try {
    console.log(String(bad), typeof require(bad));
  } catch (error) {
    console.log(String(bad), error.name, error.code, hide(error.message).split('\n')[0]);
  }
}
console.log(require('fs') === require('node:fs'), Module.builtinModules.includes('fs'), Module.isBuiltin('node:test'), require('fs/promises') === fs.promises);
const custom = new Module(path.resolve('m/custom.js'));
custom.filename = custom.id;
custom.paths = Module._nodeModulePaths(path.resolve('m'));
custom._compile('module.exports = [typeof require, require("./b").name, __filename.endsWith("custom.js")]', custom.filename);
console.log(custom.exports, custom.paths.length > 1);
require.extensions['.txt'] = (module, filename) => { module.exports = fs.readFileSync(filename, 'utf8').toUpperCase(); };
fs.writeFileSync('m/own.txt', 'own extension');
console.log(require('./m/own'));
