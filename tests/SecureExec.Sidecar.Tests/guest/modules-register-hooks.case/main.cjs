const { registerHooks, createRequire } = require('module');
const log = [];
const first = registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('virtual:')) return { url: specifier, format: specifier.endsWith('.cjs') ? 'commonjs' : 'module', shortCircuit: true };
    if (specifier === 'renamed') return next('./plain.cjs', context);
    log.push(`resolve ${specifier} ${context.conditions.includes('require') ? 'require' : 'import'} ${context.parentURL?.split('/').pop()}`);
    return next(specifier, context);
  },
  load(url, context, next) {
    if (url.startsWith('virtual:')) return { format: context.format, source: url.endsWith('.cjs') ? `exports.url = ${JSON.stringify(url)}` : `export default ${JSON.stringify(url)}; export const meta = import.meta.url;`, shortCircuit: true };
    return next(url, context);
  },
});
const second = registerHooks({
  load(url, context, next) {
    const result = next(url, context);
    if (url.endsWith('/real.mjs')) return { ...result, source: String(result.source).replace('original', 'changed') };
    if (url.endsWith('/plain.cjs')) return { ...result, format: 'commonjs', source: `${result.source ?? 'module.exports = "no source"'}; module.exports += " and hooked";` };
    return result;
  },
});
console.log(require('virtual:a.cjs'), require('renamed'), require('./real.mjs').default);
import('virtual:b').then(async ({ default: text, meta }) => {
  console.log(text, meta, (await import('./real.mjs')).default, (await import('renamed')).default);
  second.deregister();
  first.deregister();
  for (const name of ['virtual:c', 'renamed']) await import(name).catch((error) => console.log(error.code));
  console.log(log.filter((line) => !line.includes('node:')));
  for (const bad of [{ resolve: 1 }, { load: 'x' }]) try { registerHooks(bad); console.log('accepted'); } catch (error) { console.log(error.code); }
  const broken = registerHooks({ resolve: () => ({ url: 'x:y' }), load: () => 5 });
  await import('anything').catch((error) => console.log(error.code, error.message.split('\n')[0]));
  broken.deregister();
  const lying = registerHooks({ load: (url, context, next) => url.endsWith('/late.mjs') ? { format: 'module', shortCircuit: true, source: { no: 1 } } : next(url, context), resolve: (s, c, next) => s === 'late' ? { url: new URL('late.mjs', `file://${__filename}`).href, shortCircuit: true } : next(s, c) });
  await import('late').catch((error) => console.log(error.code, error.name));
  lying.deregister();
});
