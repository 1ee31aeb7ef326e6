// Between Node's streams and web streams, text codec streams, consumers, and blobs.
import { Readable, Writable, Duplex, PassThrough } from 'node:stream';
import * as consumers from 'node:stream/consumers';
import { inspect } from 'node:util';
const tell = (error) => `${error?.name} ${error?.code} ${error?.message ?? error}`;
console.log(await consumers.text(Readable.toWeb(Readable.from(['a', 'é']))), await consumers.json(Readable.from(['{"a"', ':1}'])), await consumers.json(Readable.from(['{'])).catch((e) => e.name));
console.log((await consumers.buffer(Readable.from(['x', Buffer.from('y')]))).toString(), new Uint8Array(await consumers.arrayBuffer(new Blob(['blob']).stream())).length, await (await consumers.blob(Readable.from(['b1', 'b2']))).text(), await consumers.text(Readable.from([Buffer.from('€').subarray(0, 1), Buffer.from('€').subarray(1)])));
const web = Readable.fromWeb(new ReadableStream({ start(c) { c.enqueue('one'); c.enqueue(new Uint8Array([0x74])); c.close(); } }), { objectMode: true });
console.log(await web.toArray());
const chunks = [];
const writable = Writable.fromWeb(new WritableStream({ write(chunk) { chunks.push(chunk); }, close() { chunks.push('closed'); } }), { decodeStrings: false });
writable.write('s'); writable.end(Buffer.from('b'));
await new Promise((resolve) => writable.on('close', resolve));
console.log(chunks);
const { readable, writable: sink } = Duplex.toWeb(new PassThrough());
const writer = sink.getWriter();
writer.write(new Uint8Array([1, 2])); writer.close();
for await (const chunk of readable) console.log(chunk);
const failing = Readable.toWeb(new Readable({ read() { this.destroy(new RangeError('inside')); } }));
console.log(await failing.getReader().read().catch(tell));
const aborted = new Writable({ write(c, e, done) { done(); } });
aborted.on('error', (error) => console.log('aborted', tell(error)));
await Writable.toWeb(aborted).abort(new RangeError('outside')).catch((e) => console.log(tell(e)));
const pieces = ['f0', '9f98', '80ff41e2'].map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));
for (const [label, options] of [['utf-8', {}], ['utf-8', { fatal: true }], ['utf-16le', {}], ['utf-8', { ignoreBOM: true }]]) {
  const decoded = [];
  try { for await (const text of ReadableStream.from(pieces).pipeThrough(new TextDecoderStream(label, options))) decoded.push(text); } catch (error) { decoded.push(tell(error)); }
  console.log(label, JSON.stringify(options), JSON.stringify(decoded));
}
const encoded = [];
for await (const bytes of ReadableStream.from(['a', '\ud83d', '\ude00', '\ud800', 'x', '\udc00']).pipeThrough(new TextEncoderStream())) encoded.push(Buffer.from(bytes).toString('hex'));
console.log(encoded, new TextEncoderStream().encoding, inspect(new TextDecoderStream('latin1')), inspect(new ReadableStream()), inspect(new WritableStream()), inspect(new TransformStream()).length > 10);
for (const bad of [() => Readable.fromWeb(1), () => Writable.fromWeb({}), () => Duplex.fromWeb({}), () => Readable.toWeb(1), () => Writable.toWeb({}), () => new TextDecoderStream('nope'), () => Readable.fromWeb(new ReadableStream(), 1)]) try { console.log(typeof bad()); } catch (error) { console.log(tell(error)); }
const cancelled = new Readable({ read() { this.push('x'); } });
cancelled.on('error', (error) => console.log('error', tell(error))).on('close', () => console.log('close'));
await Readable.toWeb(cancelled).cancel(new RangeError('no more'));
