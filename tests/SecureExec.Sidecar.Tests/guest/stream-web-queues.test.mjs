// ReadableStream, WritableStream and TransformStream: queues, sizes, backpressure, tee, pipes, cancel and abort.
const tell = (error) => `${error?.name} ${error?.code} ${error?.message ?? error}`;
const log = [];
const readable = new ReadableStream({ start(c) { log.push(`start:${c.desiredSize}`); }, pull(c) { log.push(`pull:${c.desiredSize}`); c.enqueue(log.length); if (log.length > 9) c.close(); }, cancel(reason) { log.push(`cancel:${reason}`); } }, { highWaterMark: 2, size: () => 1 });
await null;
const reader = readable.getReader();
console.log(await reader.read(), log.join(' '), readable.locked);
reader.releaseLock();
const [left, right] = readable.tee();
const all = async (stream) => { const values = []; for await (const value of stream) values.push(value); return values; };
console.log(await Promise.all([all(left), all(right)]), log.join(' '));
const writes = [];
const writable = new WritableStream({ async write(chunk) { writes.push(chunk); await null; if (chunk === 'bad') throw new RangeError('sink'); }, close() { writes.push('closed'); }, abort(reason) { writes.push(`abort:${reason}`); } }, new CountQueuingStrategy({ highWaterMark: 3 }));
const writer = writable.getWriter();
console.log(writer.desiredSize, await Promise.all([writer.write('a'), writer.write('b'), writer.ready.then(() => 'ready')]), writer.desiredSize);
console.log(await writer.write('bad').catch(tell), await writer.closed.catch(tell), await writer.write('later').catch(tell), writes.join());
const upper = new TransformStream({ transform(chunk, c) { if (chunk === 'stop') c.terminate(); else c.enqueue(chunk.toUpperCase()); }, flush(c) { c.enqueue('flushed'); } });
console.log(await all(ReadableStream.from(['x', 'y']).pipeThrough(upper)));
console.log(await all(ReadableStream.from(['x', 'stop', 'z']).pipeThrough(new TransformStream({ transform(chunk, c) { if (chunk === 'stop') c.terminate(); else c.enqueue(chunk); } }))).catch(tell));
for (const options of [{}, { preventClose: true }, { preventAbort: true }, { preventCancel: true }]) {
  const events = [];
  const source = new ReadableStream({ pull(c) { events.push('pull'); c.error(new RangeError('source')); }, cancel: (r) => events.push(`cancel:${tell(r)}`) });
  const sink = new WritableStream({ abort: (r) => events.push(`abort:${tell(r)}`), close: () => events.push('close') });
  console.log(JSON.stringify(options), await source.pipeTo(sink, options).catch(tell), events.join(), source.locked, sink.locked);
  const source2 = new ReadableStream({ start(c) { c.enqueue('v'); }, cancel: (r) => events.push(`cancel2:${tell(r)}`) });
  const sink2 = new WritableStream({ write() { throw new RangeError('sink'); } });
  console.log(await source2.pipeTo(sink2, options).catch(tell), events.join());
}
const controller = new AbortController();
const endless = new ReadableStream({ pull: (c) => c.enqueue('e') });
const piping = endless.pipeTo(new WritableStream({ write() { controller.abort('enough'); } }), { signal: controller.signal });
console.log(await piping.catch(tell));
const bytes = new ReadableStream({ type: 'bytes', autoAllocateChunkSize: 4, pull(c) { const { byobRequest } = c; if (byobRequest) { byobRequest.view[0] = 7; byobRequest.respond(1); } else c.close(); } });
const byob = bytes.getReader({ mode: 'byob' });
const { value, done } = await byob.read(new Uint8Array(3));
console.log(value, done, value.buffer.byteLength, await byob.read(new Uint8Array(0)).catch(tell), await byob.read(new Uint16Array(2), { min: 1 }).then((r) => r.value.length, tell));
byob.releaseLock();
await bytes.cancel();
for (const bad of [() => new ReadableStream({ type: 'x' }), () => new ReadableStream({}, { highWaterMark: -1 }), () => new ReadableStream({ start() { throw new RangeError('start'); } }), () => new ReadableStream(5), () => new WritableStream({ type: 'x' }), () => new TransformStream({ readableType: 'x' }), () => readable.getReader({ mode: 'x' }), () => new ReadableStream().getReader({ mode: 'byob' }), () => ReadableStream.from(5), () => new ByteLengthQueuingStrategy(), () => new CountQueuingStrategy({}).highWaterMark, () => new ReadableStreamDefaultReader({}), () => ReadableStream.prototype.cancel.call({}).catch(tell)]) { try { console.log(String(await bad())); } catch (error) { console.log(tell(error)); } }
console.log(new ByteLengthQueuingStrategy({ highWaterMark: 5 }).size(new Uint8Array(9)), new CountQueuingStrategy({ highWaterMark: 5 }).size('x'));
