import * as dual from 'dual';
import * as plain from 'plain';
import one from 'nested/one';
import { createRequire, findPackageJSON } from 'node:module';
const require = createRequire(import.meta.url);
const again = require('dual');
console.log(dual.kind, again.kind, again === dual, dual.bump(), again.state, again.default);
console.log(plain.kind, require('plain').kind, require('plain').cls === plain.cls, one, require('nested/one'));
for (const load of [() => import('legacy'), () => require('legacy'), () => import('legacy/lib/index.js'), () => import('legacy/lib'), () => require('legacy/lib'), () => import('dual/package.json', { with: { type: 'json' } }), () => require('legacy/package.json').name, () => import('nested/../nested/one'), () => import('nested/one.mjs')]) {
  try { const value = await load(); console.log(value.default ?? value); } catch (error) { console.log(error.code, error.message.replaceAll(process.cwd(), '').split('\n')[0]); }
}
console.log(findPackageJSON('dual', import.meta.url).split('/').slice(-2).join('/'), import.meta.resolve('plain').split('/').pop(), require.resolve('plain').split('/').pop());
