// Loading orders across the two systems, with ticks and microtasks between.
const log = (...args) => console.log(...args);
process.nextTick(() => log('tick 1'));
Promise.resolve().then(() => log('micro 1'));
const esm = require('./sync.mjs');
log('after require(esm)', esm.value, esm.order.join());
const pending = import('./sync.mjs').then((ns) => { log('import settled', ns === esm); process.nextTick(() => log('tick 2')); });
log('after import()');
import('./other.mjs').then((ns) => log('other', ns.default.viaCjs, ns.viaRequire));
import('./cjs-with-tick.cjs').then((ns) => log('cjs namespace', Object.keys(ns)));
pending.then(() => { try { require('./async.mjs'); } catch (error) { log(error.code, error.name); } return import('./async.mjs'); }).then((ns) => { log('async', ns.value); try { log(require('./async.mjs').value); } catch (error) { log(error.code); } });
process.on('exit', (code) => log('exit', code));
