// Siblings start in order, wait for their own children only, and a cycle through an async module settles as one.
import { log } from './log.mjs';
import './a.mjs';
import './b.mjs';
import './sync.mjs';
import { early } from './cycle1.mjs';
log.push('main');
console.log(log);
console.log(early());
const results = await Promise.allSettled(['./late.mjs', './late.mjs', './fails.mjs', './fails-parent.mjs'].map((name) => import(name)));
console.log(results.map((r) => r.reason?.message ?? Object.keys(r.value)));
console.log(log.slice(-4));
