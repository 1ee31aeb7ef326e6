import { createRequire } from 'node:module';
import main, { where } from 'pkg';
const require = createRequire(import.meta.url);
console.log(main, where, require('pkg'));
for (const name of ['features/a.js', 'features/a', 'features/b/c.js', 'features/private/x', 'list', 'data.json', 'deep/x/y/end', 'nothing', 'outside', 'missing', 'modules', 'package.json', 'main.cjs', 'features/../main.cjs', 'features/%2e%2e/x', '']) {
  for (const [kind, load] of [['require', (n) => require(n)], ['import', (n) => import(n, name.endsWith('.json') ? { with: { type: 'json' } } : undefined).then((m) => m.default)]]) {
    try {
      console.log(kind, name, JSON.stringify(await load(`pkg/${name}`)));
    } catch (error) {
      console.log(kind, name, error.code, error.message.replaceAll(process.cwd(), '').split('\n')[0]);
    }
  }
}
console.log(import.meta.resolve('pkg/features/a').split('/').slice(-3).join('/'));
