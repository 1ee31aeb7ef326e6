import { log } from './log.mjs';
import { b, fromA } from './b.mjs';
export const a = 'A';
export function hoisted() { return 'hoisted before a ran'; }
export const readB = () => b + fromA;
log.push('a');
