import data from './data.json' with { type: 'json' };
import * as ns from './data.json' with { type: 'json' };
console.log(data, ns.default === data, Object.keys(ns));
const again = (await import('./data.json', { with: { type: 'json' } })).default; console.log(again === data);
const attempt = async (label, f) => { try { await f(); console.log(label, 'ok'); } catch (e) { console.log(label, '|', e.name, '|', e.code, '|', e.code ? e.message.replace(/file:\S*\//, '') : e.message); } };
await attempt('none', () => import('./data.json'));
await attempt('wrong type', () => import('./data.json', { with: { type: 'css' } }));
await attempt('unknown attribute', () => import('./data.json', { with: { type: 'json', other: 'x' } }));
await attempt('on javascript', () => import('./plain.mjs', { with: { type: 'json' } }));
await attempt('number', () => import('./data.json', { with: { type: 1 } }));
await attempt('not an object', () => import('./data.json', { with: 1 }));
await attempt('options', () => import('./data.json', 1));
await attempt('getter', () => import('./data.json', { get with() { throw new Error('from getter'); } }));
await attempt('named', () => import('./named.mjs'));
try { await import('./invalid.json', { with: { type: 'json' } }); } catch (e) { console.log(e.name, e.message.split(': ').slice(-1)[0].replace(/.*invalid/, 'invalid')); }
