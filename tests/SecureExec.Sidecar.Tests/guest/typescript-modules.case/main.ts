import { greet, type Greeting } from './lib/greet.ts';
import def, * as ns from './lib/both.mts';
import cjs from './lib/old.cts';
const g: Greeting = { to: 'TS' };
console.log(greet(g), def, Object.keys(ns), cjs.answer);
console.log((await import('./lib/lazy.ts')).lazy, import.meta.filename.endsWith('main.ts'));
try { await import('./lib/no-extension'); } catch (e: any) { console.log(e.code); }
