import self from 'self';
import { feature } from 'self/feature';
import internal from '#internal';
import cond from '#cond';
import g from '#glob/one';
import dual from 'dual';
import { createRequire } from 'node:module';
import sub from 'exportsmap/sub/x.js';
import scoped from '@scope/pkg';
import legacy from 'legacy';
const require = createRequire(import.meta.url);
console.log(self, feature, internal, cond, g, dual, require('dual'), sub, scoped, legacy, require('legacy/lib/other'));
for (const bad of ['exportsmap/private.js', 'self/none', '#none', 'exportsmap', '@scope/none', 'exportsmap/sub/../private.js', '#glob/']) {
  try { await import(bad); console.log(bad, 'loaded'); } catch (e) { console.log(bad, e.code); }
}
console.log(import.meta.resolve('dual').split('/').at(-1), require.resolve('dual').split('/').at(-1));
