const first = import('./once.mjs'), second = import('./once.mjs');
console.log(first === second, await first === await second, (await first).times());
console.log((await import('./once.mjs?query')).times(), (await import('./once.mjs#hash')).times());
for (const specifier of ['./absent.mjs', 'absent-package', './dir', 'node:absent', '#internal', 'http://x.test/y.js', './with%2fslash.mjs', '', null]) {
  try { await import(specifier); console.log('loaded?', specifier); } catch (e) { console.log(String(specifier), e.name, e.code); }
}
try { await import({ toString() { throw new RangeError('toString'); } }); } catch (e) { console.log(e.name, e.message); }
try { await import(Symbol('s')); } catch (e) { console.log(e.name, e.message); }
console.log((await import('data:text/javascript,export default import.meta.url.slice(0, 5)')).default);
console.log((await import('data:application/json,{"a":1}', { with: { type: 'json' } })).default);
console.log((await (0, eval)('import("./once.mjs")')).times(), (await new Function('return import("./once.mjs")')()).times());
import('./throws.mjs').catch((e) => { console.log('caught', e.message); return import('./throws.mjs'); }).catch((e) => console.log('again', e.message));
await Promise.resolve(); const fs = await import('node:fs'); console.log(fs.default.readFileSync === fs.readFileSync, fs === await import('fs'));
const { default: cjs, named, 'module.exports': exported } = await import('./common.cjs'); console.log(Object.keys(cjs), await cjs.other, named, exported === cjs);
