import { log } from './log.mjs';
import { a, hoisted } from './a.mjs';
export const b = 'B';
export const fromA = hoisted();
try { log.push(a); } catch (e) { log.push(e.message); }
log.push('b');
