import { setTimeout as delay, setImmediate as immediate, setInterval as every, scheduler } from 'node:timers/promises';
console.log(await delay(1, 'value'), await immediate('now'));
let i = 0; for await (const v of every(1, 'tick')) { console.log(v, ++i); if (i === 3) break; }
const ac = new AbortController();
const pending = delay(100000, null, { signal: ac.signal }); ac.abort(new Error('reason'));
try { await pending; } catch (e) { console.log(e.name, e.code, e.message, e.cause?.message); }
try { await delay(1, 0, { signal: 'x' }); } catch (e) { console.log(e.code); }
await scheduler.wait(1); await scheduler.yield(); console.log('scheduled');
const race = await Promise.race([delay(1, 'quick'), delay(100000, 'slow', { ref: false })]); console.log(race);
