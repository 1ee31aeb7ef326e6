import { log } from './log.mjs';
import { a, readB } from './a.mjs';
import { b } from './b.mjs';
console.log(log, a, b, readB());
try { await import('./tdz-a.mjs'); } catch (e) { console.log(e.name, e.message); }
const self = await import('./self.mjs');
console.log(self.me === self, self.value);
