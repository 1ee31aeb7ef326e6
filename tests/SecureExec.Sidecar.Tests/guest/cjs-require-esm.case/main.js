const ns = require('./plain.mjs');
console.log(ns, ns.__esModule, require('./plain.mjs') === ns, require('util').types.isModuleNamespaceObject(ns));
const d = require('./with-default.mjs'); console.log(d.default(), d.__esModule, Object.keys(d));
console.log(require('./custom.mjs'), require('./has-flag.mjs').__esModule);
for (const name of ['./tla.mjs', './imports-tla.mjs', './throws.mjs', './throws.mjs', './syntax.mjs', './missing.mjs']) {
  try { require(name); console.log(name, 'loaded'); } catch (e) { console.log(name, '|', e.name, '|', e.code, '|', e.message.split('\n')[0].replace(/'.*\//, "'")); }
}
import('./plain.mjs').then((m) => console.log('same namespace', m === ns, m.increment(), ns.count));
try { require('./cycle.mjs'); } catch (e) { console.log(e.code); }
console.log(require('module').builtinModules.includes('fs'), typeof require('./detected.js').fromModule);
process.on('exit', () => console.log(Object.keys(require.cache).length));
