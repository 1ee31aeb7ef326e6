'use strict';
const timers = require('node:timers');
// Which of several short timers is due first depends on the machine: lines that callbacks print are sorted.
const late = []; process.on('exit', () => console.log(late.sort().join('\n')));
const say = (...words) => late.push(words.join(' '));
const t = setTimeout((...args) => say('fires with', ...args), 1, 1, 2);
console.log(t.hasRef(), t.unref().hasRef(), t.ref().hasRef(), typeof t[Symbol.toPrimitive](), t.constructor.name);
const cancelled = setTimeout(() => say('never'), 1); clearTimeout(cancelled); clearTimeout(+cancelled); clearTimeout(undefined); clearTimeout('nope');
const byId = setTimeout(() => say('never by id'), 1); clearTimeout(String(byId[Symbol.toPrimitive]()));
let n = 0; const interval = setInterval(() => { say('interval', ++n); if (n === 3) clearInterval(interval); }, 1);
const immediate = setImmediate(() => say('never immediate')); clearImmediate(immediate); console.log(immediate.hasRef());
setTimeout(() => say('unref never fires'), 100000).unref();
const order = []; for (const ms of [5, 1, 3, 2, 4]) setTimeout(() => { order.push(ms); if (order.length === 5) say('all fired', [...order].sort().join() === '1,2,3,4,5'); }, ms * 6);
try { setTimeout('code', 1); } catch (e) { console.log(e.code, e.message); }
process.on('warning', (w) => say(w.name, w.message.split('\n')[0]));
const huge = setTimeout(() => say('huge became 1 ms'), 2 ** 31); console.log(huge._idleTimeout);
console.log(setTimeout(() => {}, -5)._idleTimeout, setTimeout(() => {}, NaN)._idleTimeout, setTimeout(() => {}, '7')._idleTimeout);
const again = setTimeout(function () { say('refreshed', this === again); }, 2); again.refresh();
{ using disposed = setTimeout(() => say('never disposed'), 1); console.log(typeof disposed[Symbol.dispose]); }
console.log(timers.setTimeout === setTimeout, Object.keys(timers).join());
