// destroy, autoDestroy, emitClose, construct, async dispose and abort signals: what comes in which order.
'use strict';
const { Readable, Writable, Duplex, addAbortSignal, isErrored, isReadable, isWritable, isDisturbed, getDefaultHighWaterMark, setDefaultHighWaterMark, destroy } = require('node:stream');
const run = async (name, make, act) => {
  const log = [];
  const stream = make(log);
  for (const event of ['error', 'close', 'end', 'finish', 'ready']) stream.on(event, (error) => log.push(error ? `${event}:${error.name}:${error.message}` : event));
  act(stream, log);
  log.push('sync');
  process.nextTick(() => log.push('tick'));
  for (let i = 0; i < 3; i++) await new Promise(setImmediate);
  console.log(name, log.join(' '), [stream.destroyed, stream.closed, stream.errored?.message, isErrored(stream), isReadable(stream), isWritable(stream), isDisturbed(stream)].join());
};
const readable = (options) => (log) => new Readable({ read() { this.push(null); }, destroy(error, done) { log.push(`_destroy:${error?.message}`); done(error); }, ...options });
(async () => {
  await run('plain', readable({}), (s) => s.destroy());
  await run('error', readable({}), (s) => s.destroy(new Error('e')));
  await run('twice', readable({}), (s) => { s.destroy(new Error('e1')); s.destroy(new Error('e2')); });
  await run('no close event', readable({ emitClose: false }), (s) => s.destroy(new Error('e')));
  await run('end destroys', readable({}), (s) => s.resume());
  await run('no autoDestroy', readable({ autoDestroy: false }), (s) => s.resume());
  await run('destroy replaces', readable({ destroy(error, done) { done(new Error('other')); } }), (s) => s.destroy(new Error('e')));
  await run('destroy throws', readable({ destroy() { throw new Error('thrown'); } }), (s, log) => { try { s.destroy(); } catch (e) { log.push(`caught:${e.message}`); } });
  await run('async destroy', readable({ destroy(error, done) { setImmediate(done, error); } }), (s, log) => s.destroy(null, () => log.push('never')));
  await run('construct', (log) => new Readable({ construct(done) { log.push('construct'); setImmediate(() => { log.push('constructed'); done(); }); }, read() { log.push('read'); this.push(null); } }), (s) => s.resume());
  await run('construct fails', (log) => new Writable({ construct(done) { done(new Error('c')); }, write() { log.push('write'); } }), (s, log) => s.write('x', (e) => log.push(`cb:${e?.message}`)));
  await run('construct and destroy', (log) => new Duplex({ construct(done) { setImmediate(done); }, read() {}, write(c, e, done) { done(); }, destroy(error, done) { log.push('_destroy'); done(error); } }), (s) => s.destroy(new Error('early')));
  await run('read throws', readable({ read() { throw new Error('r'); } }), (s) => s.resume());
  await run('push after end', readable({ read() {} }), (s) => { s.push(null); s.push('x'); s.resume(); });
  await run('unshift after end', readable({}), (s) => { s.on('end', () => s.unshift('x')); s.resume(); });
  await run('abort signal', readable({ read() {} }), (s) => { const c = new AbortController(); addAbortSignal(c.signal, s); c.abort(new Error('reason')); });
  await run('aborted signal option', (log) => new Readable({ read() {}, signal: AbortSignal.abort() }), () => {});
  await run('helper destroy', readable({ read() {} }), (s) => destroy(s, new Error('helped')));
  await run('asyncDispose', readable({ read() {} }), (s, log) => { s[Symbol.asyncDispose]().then(() => log.push('disposed'), (e) => log.push(`rejected:${e.name}`)); });
  console.log(getDefaultHighWaterMark(false), getDefaultHighWaterMark(true));
  setDefaultHighWaterMark(false, 5);
  console.log(new Readable().readableHighWaterMark, new Writable({ objectMode: true }).writableHighWaterMark);
  for (const bad of [-1, 'x', NaN, 1.5, {}]) for (const make of [() => new Readable({ highWaterMark: bad }), () => new Writable({ highWaterMark: bad }), () => setDefaultHighWaterMark(true, bad), () => addAbortSignal(bad, new Readable()), () => addAbortSignal(AbortSignal.abort(), bad)]) try { console.log(typeof make()); } catch (error) { console.log(error.code, error.message); }
})();
