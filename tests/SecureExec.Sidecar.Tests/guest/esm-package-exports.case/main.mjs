import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const both = async (s) => {
  for (const [kind, load] of [['import', () => import(s)], ['require', async () => require(s)]]) {
    try { const m = await load(); console.log(s, kind, m.default ?? m.value ?? m); } catch (e) { console.log(s, kind, e.code); }
  }
};
for (const s of ['pkg', 'pkg/feature', 'pkg/feature.js', 'pkg/sub/x', 'pkg/sub/y.js', 'pkg/hidden', 'pkg/hidden.js', 'pkg/package.json', 'pkg/null', 'pkg/array', 'pkg/nested', 'pkg/bad', 'pkg/', '#dep', '#map/a', '#cond', '#gone', '#', 'self-named', 'self-named/part', 'self-named/none', 'mainonly', 'mainonly/lib/deep.js', '@scope/p', '@scope/p/q']) await both(s);
