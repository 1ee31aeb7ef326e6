// pipe with several targets, unpipe, errors of a target, wrap of an old stream, and inheritance by functions.
'use strict';
const stream = require('node:stream');
const { Readable, Writable, PassThrough, Stream } = stream;
const util = require('node:util');
const { EventEmitter } = require('node:events');
(async () => {
  const source = new Readable({ read() {} });
  const sinks = [1, 2, 3].map((number) => { const got = []; const sink = new Writable({ highWaterMark: number, write(chunk, encoding, done) { got.push(String(chunk)); setImmediate(done); } }); sink.got = got; for (const event of ['pipe', 'unpipe', 'finish', 'close', 'error']) sink.on(event, (value) => got.push(`${event}${value === source ? ':source' : value ? ':' + value.message : ''}`)); return sink; });
  for (const sink of sinks) source.pipe(sink, { end: sink !== sinks[2] });
  source.push('one');
  await new Promise(setImmediate);
  sinks[1].destroy(new Error('sink'));
  await new Promise(setImmediate);
  source.push('two'); source.push('three');
  source.unpipe(sinks[0]);
  await new Promise(setImmediate);
  source.pipe(sinks[0]);
  source.push(null);
  for (let i = 0; i < 12; i++) await new Promise(setImmediate);
  for (const sink of sinks) console.log(sink.got.join(' '), sink.writableFinished);
  const old = new EventEmitter();
  old.pause = () => console.log('old pause');
  old.resume = () => console.log('old resume');
  const wrapped = new Readable({ highWaterMark: 3 }).wrap(old);
  wrapped.on('data', (chunk) => { console.log('wrapped', String(chunk)); if (String(chunk) === 'abc') { wrapped.pause(); setImmediate(() => wrapped.resume()); } });
  wrapped.on('end', () => console.log('wrapped end'));
  old.emit('data', 'abc'); old.emit('data', 'defg');
  await new Promise(setImmediate);
  old.emit('data', 'h'); old.emit('end');
  await new Promise(setImmediate);
  function Old() { Writable.call(this); this.all = []; }
  util.inherits(Old, Writable);
  Old.prototype._write = function(chunk, encoding, done) { this.all.push(String(chunk)); done(); };
  const mine = new Old();
  Readable.from(['p', 'q']).pipe(mine).on('finish', () => console.log(mine.all.join(), mine instanceof Writable, mine instanceof Stream, new PassThrough() instanceof Writable, Object.create(Writable.prototype) instanceof Writable));
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  console.log(stream === Stream, Stream.Readable === Readable, Object.keys(stream).sort().join(), Stream.super_ === EventEmitter, Readable.super_ === undefined);
  const legacy = new Stream();
  const target = new PassThrough();
  legacy.readable = true;
  legacy.pipe(target);
  legacy.emit('data', 'legacy'); legacy.emit('end');
  console.log(String(target.read()));
  new Readable().on('error', (error) => console.log('first', error.message)).read();
  const unimplemented = new Readable(); unimplemented.on('error', (error) => console.log(error.code, error.message)); unimplemented.read();
  try { new Writable().on('error', (error) => console.log(error.code, error.message)).write('x'); } catch (error) { console.log('thrown', error.code, error.message); }
})();
