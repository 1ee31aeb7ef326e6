// pipeline and finished: every place an error can come from, who is destroyed and what is told.
'use strict';
const { pipeline, finished, Readable, Writable, PassThrough, Transform, compose } = require('node:stream');
const { pipeline: promised } = require('node:stream/promises');
const make = {
  source: (fails) => new Readable({ read() { if (fails) this.destroy(new Error('source')); else { this.push('a'); this.push(null); } } }),
  middle: (fails) => new Transform({ transform(chunk, encoding, done) { done(fails ? new Error('middle') : null, chunk); } }),
  sink: (fails) => new Writable({ write(chunk, encoding, done) { done(fails ? new Error('sink') : null); } }),
};
(async () => {
  for (const failing of ['none', 'source', 'middle', 'sink']) {
    const [a, b, c] = ['source', 'middle', 'sink'].map((name) => make[name](failing === name));
    const error = await new Promise((resolve) => pipeline(a, b, c, resolve));
    await new Promise(setImmediate);
    console.log(failing, error?.message, [a, b, c].map((s) => [s.destroyed, s.errored?.message, s.listenerCount('error'), s.listenerCount('close')].join('/')).join(' '));
  }
  for (const [name, run] of Object.entries({
    'generators': () => promised(async function*() { yield 'x'; yield 'y'; }, async function*(source) { for await (const chunk of source) yield chunk.toUpperCase(); }, async (source) => { let all = ''; for await (const chunk of source) all += chunk; return all; }),
    'iterable': () => promised(['p', 'q'], new PassThrough({ objectMode: true }), async function(source) { const all = []; for await (const chunk of source) all.push(chunk); return all; }),
    'generator throws': () => promised(async function*() { yield 'x'; throw new RangeError('gen'); }, new PassThrough()),
    'consumer throws': () => promised(Readable.from(['x']), async () => { throw new RangeError('consumer'); }),
    'consumer stops early': () => promised(Readable.from(['x', 'y', 'z']), async (source) => { for await (const chunk of source) return chunk; }),
    'aborted': () => promised(Readable.from(['x']), new PassThrough(), { signal: AbortSignal.abort(new Error('why')) }),
    'aborted later': () => { const controller = new AbortController(); const run = promised(new Readable({ read() {} }), new PassThrough(), { signal: controller.signal }); controller.abort(); return run; },
    'end false': async () => { const sink = new PassThrough(); await promised(Readable.from(['x']), sink, { end: false }); return [sink.writableEnded, String(sink.read())]; },
    'premature close': () => { const source = new Readable({ read() {} }); setImmediate(() => source.destroy()); return promised(source, new PassThrough()); },
    'one stream': () => promised(new PassThrough()),
    'not a stream': () => promised(1, new PassThrough()),
    'bad return': () => promised(() => 5, new PassThrough()),
    'text': () => promised('text', new PassThrough()),
    'web': () => promised(new ReadableStream({ start(c) { c.enqueue('w'); c.close(); } }), async function*(source) { for await (const chunk of source) yield chunk + chunk; }, async (source) => { const all = []; for await (const chunk of source) all.push(chunk); return all; }),
  })) {
    console.log(name, await Promise.resolve().then(run).then((value) => JSON.stringify(value), (error) => `${error.name} ${error.code} ${error.message} ${error.cause?.message}`));
  }
  for (const options of [{}, { readable: false }, { writable: false }, { error: false }, { cleanup: true }]) {
    const stream = new PassThrough();
    stream.on('error', () => {});
    const log = [];
    const stop = finished(stream, options, (error) => log.push(error?.message ?? 'clean'));
    if (options.cleanup) stop();
    stream.write('x'); stream.destroy(new Error('broken'));
    await new Promise(setImmediate);
    console.log(JSON.stringify(options), log.join());
  }
  const whole = compose(async function*(source) { for await (const chunk of source) yield String(chunk) + '1'; }, new Transform({ transform(chunk, encoding, done) { done(null, chunk + '2'); } }));
  whole.end('c');
  for await (const chunk of whole) console.log(String(chunk));
})();
