import dc from 'node:diagnostics_channel';
import { AsyncLocalStorage } from 'node:async_hooks';
const channels = dc.tracingChannel('op');
const log = [];
channels.subscribe(Object.fromEntries(['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((name) => [name, (context) => log.push([name, context.n, String(context.result), context.error?.message].join(' '))])));
console.log(channels.hasSubscribers, channels.traceSync((x) => x + 1, { n: 1 }, null, 41));
try { channels.traceSync(() => { throw new Error('sync'); }, { n: 2 }); } catch (error) { console.log(error.message); }
console.log(await channels.tracePromise(async (x) => x, { n: 3 }, undefined, 'p'));
await channels.tracePromise(() => Promise.reject(new Error('async')), { n: 4 }).catch((error) => console.log(error.message));
await new Promise((resolve) => channels.traceCallback((x, callback) => setImmediate(callback, null, x), -1, { n: 5 }, null, 'cb', (error, value) => { console.log(error, value); resolve(); }));
await new Promise((resolve) => channels.traceCallback((callback) => callback(new Error('cb error')), 0, { n: 6 }, null, (error) => { console.log(error.message); resolve(); }));
console.log(log.join('\n'));
const channel = dc.channel('plain');
const als = new AsyncLocalStorage();
channel.bindStore(als, (data) => data.user);
console.log(channel.runStores({ user: 'u1' }, function(a) { return [this.t, a, als.getStore()].join(); }, { t: 'T' }, 'A'), als.getStore(), channel.unbindStore(als), channel.unbindStore(als));
const listener = (message, name) => console.log('got', message, name);
dc.subscribe('plain', listener);
channel.publish('hi');
console.log(dc.hasSubscribers('plain'), dc.unsubscribe('plain', listener), dc.unsubscribe('plain', listener), channel.hasSubscribers, dc.channel('plain') === channel);
process.on('uncaughtException', (error) => console.log('uncaught', error.message));
channel.subscribe(() => { throw new Error('from subscriber'); });
channel.subscribe(() => console.log('next subscriber'));
channel.publish(1);
for (const bad of [() => dc.channel(1), () => channel.subscribe(1), () => dc.tracingChannel(1), () => channels.traceCallback(() => {}, 0, {}, null, 1), () => dc.tracingChannel({ start: 1 })]) {
  try { bad(); console.log('taken'); } catch (error) { console.log(error.name, error.code, error.message); }
}
