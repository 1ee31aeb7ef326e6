console.log(require.main === module, module.parent, module.id, module.path === __dirname, module.paths[0] === `${__dirname}/node_modules`, require.main.children.length);
const child = require('./child.js');
console.log(child, module.children.map((m) => m.filename.split('/').pop()), require.main.children.length);
console.log(Object.keys(module), this === module.exports, typeof arguments, arguments.length, arguments[1] === require);
exports.changed = 1; module.exports = { replaced: true }; exports.lost = 1;
console.log(require('./asks-main.js'));
console.log(require('./dir'), require('./dir/'), require('./dir/index'), require('./same'), require('./same.js'), require('./same/'), require('./no-ext'), require('.').replaced);
for (const bad of ['./missing', './dir/missing', '../nothing', './bad-syntax', './throws']) { try { require(bad); } catch (error) { console.log(error.name, error.code, error.message.replaceAll(__dirname, '').split('\n').slice(0, 3)); } }
try { require('./throws'); } catch (error) { console.log(error.message, require.cache[`${__dirname}/throws.js`]); }
console.log(require.resolve('./dir').replace(__dirname, ''), [require.resolve('./dir', { paths: [__dirname] })].length);
