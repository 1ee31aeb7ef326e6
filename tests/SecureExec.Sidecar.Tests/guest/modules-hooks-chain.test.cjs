// Several hooks stacked: the last registered runs first; each may change what the next one sees.
const { registerHooks } = require('module');
const fs = require('fs');
const dir = fs.mkdtempSync('/tmp/hooks-');
fs.writeFileSync(`${dir}/target.js`, 'exports.value = "VALUE"; exports.ext = __filename.split("/").pop();');
fs.writeFileSync(`${dir}/data.txt`, 'plain text');
fs.writeFileSync(`${dir}/mod.mjs`, 'export const v = "VALUE"; export { default as txt } from "./data.txt";');
const log = [];
const layer = (name, from, to) => registerHooks({
  resolve(specifier, context, next) { log.push(`${name} resolve ${specifier.replace(dir, '').slice(-12)}`); const r = next(specifier, context); log.push(`${name} resolved ${r.format ?? 'no format'}`); return r; },
  load(url, context, next) { log.push(`${name} load ${context.format ?? 'no format'}`); const r = next(url, context); if (r.source === null || r.source === undefined) return r; return { ...r, source: String(r.source).replaceAll(from, to) }; },
});
const outer = layer('one', 'VALUE', 'ONE');
const inner = layer('two', 'ONE', 'ONE+TWO');
console.log(require(`${dir}/target.js`));
console.log(log.splice(0));
console.log(require(`${dir}/target.js`).value, log.splice(0));
const text = registerHooks({ load(url, context, next) { if (!url.endsWith('.txt')) return next(url, context); return { format: 'module', shortCircuit: true, source: `export default ${JSON.stringify(fs.readFileSync(new URL(url), 'utf8'))};` }; } });
import(`${dir}/mod.mjs`).then(async (ns) => {
  console.log(ns.v, ns.txt, log.splice(0).length > 4);
  console.log(require(`${dir}/data.txt`).default, require.resolve(`${dir}/target.js`).endsWith('target.js'));
  text.deregister(); inner.deregister();
  delete require.cache[`${dir}/target.js`];
  console.log(require(`${dir}/target.js`).value);
  outer.deregister();
  const formats = registerHooks({ resolve(specifier, context, next) { const m = /^as:(\w+):(.*)$/.exec(specifier); if (!m) return next(specifier, context); return { url: `made:${m[1]}/${encodeURIComponent(m[2])}`, format: m[1], shortCircuit: true }; }, load(url, context, next) { if (!url.startsWith('made:')) return next(url, context); return { format: context.format, source: decodeURIComponent(url.split('/')[1]), shortCircuit: true }; } });
  for (const specifier of ['as:module:export default 1', 'as:commonjs:module.exports = 2', 'as:json:{"a":3}', 'as:json:{bad', 'as:builtin:x', 'as:nonsense:x', 'as:module-typescript:export default (4 as number)', 'as:commonjs-typescript:module.exports = <number>5']) {
    await import(specifier, specifier.startsWith('as:json') ? { with: { type: 'json' } } : undefined).then((m) => console.log(specifier, m.default), (error) => console.log(specifier, error.name, error.code, error.message.split('\n')[0].slice(0, 80)));
    try { const m = require(specifier); console.log('require', m.default ?? m); } catch (error) { console.log('require', error.name, error.code); }
  }
  formats.deregister();
  const throwing = registerHooks({ resolve() { throw Object.assign(new RangeError('resolve hook'), { code: 'MINE' }); } });
  await import('x').catch((error) => console.log(error.name, error.code));
  try { require('x'); } catch (error) { console.log(error.name, error.code); }
  throwing.deregister();
});
