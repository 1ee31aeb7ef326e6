import data, * as ns from './data.json' with { type: 'json' };
import again from './data.json?x' with { type: 'json' };
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
console.log(data, Object.keys(ns), ns.default === data, again === data, require('./data.json') === data, Object.isFrozen(data));
data.changed = 1;
console.log((await import('./data.json', { with: { type: 'json' } })).default.changed, require('./data.json').changed);
for (const [name, options] of [['./data.json'], ['./data.json', { with: { type: 'text' } }], ['./data.json', { with: { type: 'json', other: 'x' } }], ['./empty.json', { with: { type: 'json' } }], ['./bad.json', { with: { type: 'json' } }], ['./array.json', { with: { type: 'json' } }], ['./main2.mjs', { with: { type: 'json' } }], ['./unknown.ext'], ['./noext'], ['./data.json', { with: { type: 'javascript' } }], ['./dup.json', { with: { type: 'json' } }]]) {
  await import(name, options).then((m) => console.log(name, m.default), (error) => console.log(name, error.name, error.code, error.message.replaceAll(import.meta.dirname, '').replaceAll('file://', '').split('\n')[0]));
}
console.log(await import('./pkg.json', { with: { type: 'json' } }).then((m) => m.default.name), require('./array.json'));
