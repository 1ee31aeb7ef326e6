import { Readable, Transform, addAbortSignal, compose, getDefaultHighWaterMark } from 'node:stream';
import { pipeline, finished } from 'node:stream/promises';
import { text, json, buffer, arrayBuffer } from 'node:stream/consumers';
import { ReadableStream, TransformStream, WritableStream } from 'node:stream/web';
for await (const c of Readable.from(['x', 'y'])) console.log(c);
console.log(await Readable.from([1, 2, 3, 4, 5]).filter((x) => x % 2).map(async (x) => x * 10).toArray(), await Readable.from([1, 2, 3]).reduce((a, b) => a + b), await Readable.from([[1], [2]]).flatMap((x) => x).take(1).toArray());
console.log(await text(Readable.from(['a', 'b'])), await json(Readable.from(['{"a":', '1}'])), await buffer(Readable.from([Buffer.from('z')])), (await arrayBuffer(Readable.from([Buffer.from('zz')]))).byteLength);
await pipeline(Readable.from(['1', '2']), async function* (source) { for await (const c of source) yield `<${c}>`; }, async (source) => { for await (const c of source) console.log('sink', String(c)); });
try { await pipeline(Readable.from(['1']), async function* () { throw new Error('gen'); }, new Transform()); } catch (e) { console.log(e.message); }
const ac = new AbortController(); const endless = addAbortSignal(ac.signal, new Readable({ read() {} })); setImmediate(() => ac.abort());
try { await finished(endless); } catch (e) { console.log(e.name, e.code); }
const it = Readable.from(['a', 'b', 'c']); for await (const c of it) { console.log(c); break; } console.log(it.destroyed);
const web = new ReadableStream({ start(c) { c.enqueue('w1'); c.enqueue('w2'); c.close(); } }).pipeThrough(new TransformStream({ transform(c, ctl) { ctl.enqueue(c + '!'); } }));
for await (const c of web) console.log(c);
const [t1, t2] = new ReadableStream({ pull(c) { c.enqueue(1); c.close(); } }).tee(); console.log(await Array.fromAsync(t1), await Array.fromAsync(t2));
const got = []; const sink = new WritableStream({ write(c) { got.push(c); } }); const writer = sink.getWriter(); await writer.write('q'); await writer.close(); console.log(got, sink.locked);
console.log(await text(Readable.toWeb(Readable.from(['to', 'web']))), await text(Readable.fromWeb(new Blob(['from web']).stream())));
console.log(await text(compose(Readable.from(['c']), async function* (s) { for await (const x of s) yield x + x; })), getDefaultHighWaterMark(true), getDefaultHighWaterMark(false));
const reader = new ReadableStream({ type: 'bytes', pull(c) { const v = c.byobRequest?.view; if (v) { v[0] = 7; c.byobRequest.respond(1); } } }).getReader({ mode: 'byob' }); console.log(await reader.read(new Uint8Array(4)));
console.log(await new Response ? typeof Response : '', await new Blob(['ab', 'cd']).slice(1, 3).text());
const cs = new Blob(['gzip me']).stream().pipeThrough(new TextDecoderStream()); console.log(await Array.fromAsync(cs));
