'use strict';
const dc = require('node:diagnostics_channel'); const { AsyncLocalStorage } = require('node:async_hooks');
const c = dc.channel('a'); const f = (m, n) => console.log('got', m, n); console.log(c.hasSubscribers, dc.hasSubscribers('a')); dc.subscribe('a', f); c.publish({ x: 1 }); console.log(c.hasSubscribers, dc.unsubscribe('a', f), dc.unsubscribe('a', f)); c.publish('nobody');
const als = new AsyncLocalStorage(); c.bindStore(als, (d) => ({ wrapped: d })); c.runStores('data', () => console.log(als.getStore()));
const t = dc.tracingChannel('op'); for (const k of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) t[k].subscribe((m) => console.log(k, Object.keys(m).sort().join()));
console.log(t.traceSync((a) => a * 2, { ctx: 1 }, null, 4)); try { t.traceSync(() => { throw new Error('sync'); }, {}); } catch (e) { console.log(e.message); }
t.tracePromise(async () => 'p', {}).then((v) => { console.log(v); t.traceCallback((cb) => setImmediate(cb, null, 'cb'), 0, {}, null, (e, v2) => console.log(v2)); });
