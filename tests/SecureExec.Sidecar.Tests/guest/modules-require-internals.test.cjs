const Module = require('module');
const fs = require('fs');
const path = require('path');
const dir = fs.mkdtempSync('/tmp/req-');
const file = (name, text) => { fs.writeFileSync(path.join(dir, name), text); return path.join(dir, name); };
const one = file('one.js', 'global.count = (global.count ?? 0) + 1; exports.n = global.count; exports.parent = module.parent?.filename === require.main.filename; exports.children = module.children.length;');
console.log(require(one), require(one) === require(one), require.cache[one].loaded, module.children.length);
delete require.cache[one];
console.log(require(one).n, require.cache[one].id === one, require.resolve.paths('x')[0].endsWith('node_modules'), require.resolve.paths('./x').length, require.resolve.paths('fs'));
const weird = file('weird.txt', 'module.exports = "as js";');
console.log(require(weird));
const json = file('data.json', '\ufeff{"a":[1,2]}');
console.log(require(json));
try { require(file('bad.json', '{"a":')); } catch (e) { console.log(e.name, e.message.replaceAll(dir, '')); }
const Ext = Object.keys(require.extensions);
require.extensions['.up'] = (module, filename) => { module.exports = fs.readFileSync(filename, 'utf8').toUpperCase(); };
console.log(Ext, require(file('x.up', 'text')), require(path.join(dir, 'x')));
delete require.extensions['.up'];
const m = new Module('virtual', module);
m._compile('exports.here = [__filename, typeof require, this === exports, arguments.length]', '/virtual/file.js');
console.log(m.exports.here, m.loaded, m.paths);
console.log(Module.wrap('x'), Module._nodeModulePaths('/a/node_modules/b'), Module.isBuiltin('node:test'), Module.isBuiltin('test'), Module.builtinModules.includes('fs'));
const original = Module._load;
Module._load = function(request, parent, isMain) { return request === 'faked' ? { faked: true } : original.apply(this, arguments); };
console.log(require('faked'), require('fs') === fs);
Module._load = original;
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => resolve(request === 'alias' ? one : request, ...rest);
console.log(require('alias').n);
Module._resolveFilename = resolve;
for (const bad of ['', './nope', 'nope', 'node:nope', undefined, 5, 'fs/nope']) {
  try { require(bad); } catch (e) { console.log(e.code, e.message.split('\n')[0], e.requireStack?.length); }
}
console.log(require('node:fs') === fs, require.main === module, typeof Module.createRequire('/x/y.js').resolve, Module.Module === Module);
require.cache[path.join(dir, 'stub.js')] = { exports: 'stubbed', loaded: true };
file('stub.js', 'throw 1');
console.log(require(path.join(dir, 'stub.js')));
