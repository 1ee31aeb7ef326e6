'use strict';
console.log(typeof require, typeof module, typeof exports, exports === module.exports, this === exports, __filename.endsWith('main.js'), __dirname === process.cwd(), require.main === module, module.loaded, module.id, module.paths[0] === `${__dirname}/node_modules`, arguments.length);
console.log(require('./lib'), require('./lib') === require('./lib/index.js'), require('./noext'), require('./data'), require('./data.json').a, require('pkg'), require('pkg/sub'));
console.log(require('./cycle-a').done, require('./throws-once').attempts === undefined);
for (const bad of ['./none', 'none', './bad.json', './syntax', '../outside-of-it']) try { require(bad); } catch (e) { console.log(bad, e.name, e.code, e.message.split('\n')[0].replaceAll(__dirname, 'DIR')); }
console.log(require.resolve('./lib').endsWith('lib/index.js'), require.resolve.paths('x')[0] === `${__dirname}/node_modules`, require.resolve('fs'), Object.keys(require.cache).map((k) => k.split('/').at(-1)).sort().join(), require.extensions['.js'] !== undefined);
delete require.cache[require.resolve('./noext')]; globalThis.loads = 0; require('./noext'); console.log(globalThis.loads);
const esm = require('./esm.mjs'); console.log(esm.default, esm.named, esm.__esModule, esm[Symbol.toStringTag]); try { require('./tla.mjs'); } catch (e) { console.log(e.code); }
console.log(require('module')._nodeModulePaths('/a/b'), require('module').builtinModules.length > 50, module.children.length > 0, module.require('./data').a, require('module').prototype.constructor === module.constructor);
const m = new (require('module'))('virtual'); m._compile('module.exports = __filename + typeof require', '/virtual.js'); console.log(m.exports);
import('./esm.mjs').then((ns) => console.log('import()', ns.named, ns === esm));
exports.late = 1; module.exports = { replaced: true };
