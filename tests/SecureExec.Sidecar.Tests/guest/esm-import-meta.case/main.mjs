import path from 'node:path';
import url from 'node:url';
import { meta as other } from './sub/other.mjs';
console.log(Object.keys(import.meta), Object.getPrototypeOf(import.meta), import.meta.main, other.main);
console.log(path.basename(import.meta.filename), path.basename(other.filename), other.dirname === path.join(import.meta.dirname, 'sub'));
console.log(url.fileURLToPath(import.meta.url) === import.meta.filename, import.meta.url === new URL('main.mjs', import.meta.url).href);
const show = (href) => href.startsWith('file:') ? path.relative(import.meta.dirname, url.fileURLToPath(href)) : href;
console.log(show(import.meta.resolve('./nothing.mjs')), show(import.meta.resolve('fs')), show(import.meta.resolve('node:fs')), show(other.resolve('../main.mjs')), show(other.resolve('./x?y#z')));
try { import.meta.resolve('nowhere'); } catch (e) { console.log(e.code); }
try { import.meta.resolve(); } catch (e) { console.log(e.name, e.code ?? e.message.length > 0); }
import.meta.extra = 1; console.log(import.meta.extra, other.extra);
const odd = await import('./sub/sp%20ace%25.mjs'); console.log(path.basename(odd.filename), odd.url.endsWith('sp%20ace%25.mjs'));
