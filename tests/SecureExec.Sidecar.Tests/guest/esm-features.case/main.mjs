import def, { named as renamed, counter, increment } from './a.mjs';
import * as ns from './a.mjs';
import fs, { readFileSync } from 'node:fs';
import cjs, { detected, alsoDetected } from './cjs.cjs';
import * as cjsNs from './cjs.cjs';
import data from './data.json' with { type: 'json' };
import { even } from './cycle-even.mjs';
import { createRequire, isBuiltin, builtinModules } from 'node:module';
console.log(def, renamed, counter, increment(), counter, ns.counter, Object.keys(ns), ns[Symbol.toStringTag], Object.isSealed(ns));
try { ns.counter = 5; } catch (e) { console.log(e.name, e.message); }
console.log(fs.readFileSync === readFileSync, cjs, detected, alsoDetected, Object.keys(cjsNs), data, even(10));
console.log(import.meta.url.startsWith('file:///'), import.meta.filename.endsWith('main.mjs'), import.meta.dirname.length > 0, import.meta.resolve('./x.mjs').endsWith('/x.mjs'), import.meta.resolve('fs'), import.meta.main);
console.log(typeof require, typeof module, typeof __filename, this, createRequire(import.meta.url)('./cjs.cjs') === cjs, isBuiltin('fs'), isBuiltin('nope'), builtinModules.includes('fs'));
const dynamic = await import('./a.mjs?query=1'); console.log(dynamic.counter, dynamic === ns, (await import('./a.mjs')) === ns);
for (const bad of ['./missing.mjs', 'missing-package', './broken.mjs', './throws.mjs', 'node:nope', './data.json', 'http://x/y.mjs', './dir']) {
  try { await import(bad); console.log(bad, 'loaded'); } catch (e) { console.log(bad, e.name, e.code, e.message.split('\n')[0].replaceAll(import.meta.dirname, 'DIR')); }
}
try { await import('./bad-name.mjs'); } catch (e) { console.log(e.name, e.message.split('\n')[0]); }
console.log((await import('data:text/javascript,export default 7')).default, await Promise.all([import('./tla.mjs'), import('./tla.mjs')]).then(([a, b]) => [a.value, a === b]));
console.log((await import('./throws.mjs').catch((e) => e)) === (await import('./throws.mjs').catch((e) => e)));
