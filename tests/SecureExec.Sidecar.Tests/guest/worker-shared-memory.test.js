// What threads share and what they give away: memory, buffers, ports, modules of WebAssembly, handles.
const { Worker, MessageChannel, markAsUntransferable, isMarkedAsUntransferable, moveMessagePortToContext } = require('node:worker_threads');
const { once } = require('node:events');
const fs = require('node:fs');
const vm = require('node:vm');
const { BlockList } = require('node:net');
const { createHistogram } = require('node:perf_hooks');

function start(body, options) {
  const worker = new Worker(`const { parentPort, workerData } = require('worker_threads');\n${body}`, { eval: true, ...options });
  worker.ended = once(worker, 'exit');
  return worker;
}

(async () => {
  // Counting together.
  const memory = new SharedArrayBuffer(8, { maxByteLength: 16 });
  const counter = new Int32Array(memory, 0, 1);
  const workers = [1, 2, 3].map(() => start('const c = new Int32Array(workerData, 0, 1); for (let i = 0; i < 10000; i++) Atomics.add(c, 0, 1);', { workerData: memory }));
  await Promise.all(workers.map((worker) => worker.ended));
  console.log(counter[0], memory.growable);

  // Waiting for each other.
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const waiter = start('Atomics.store(workerData, 1, 1); Atomics.notify(workerData, 1); parentPort.postMessage(Atomics.wait(workerData, 0, 0))', { workerData: gate });
  const ready = Atomics.waitAsync(gate, 1, 0);
  if (ready.async) console.log(await ready.value);
  else console.log('ok');
  const answered = once(waiter, 'message');
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
  console.log(['ok', 'not-equal'].includes((await answered)[0]));
  await waiter.ended;

  // Buffers move, also resizable ones.
  const echo = start('parentPort.on("message", ({ buffer, port, extra }) => { if (port) { port.postMessage("by port"); port.close(); parentPort.close(); return; } new Uint8Array(buffer)[0]++; parentPort.postMessage({ buffer, max: buffer.maxByteLength, resizable: buffer.resizable, extra }, [buffer]) })');
  for (const buffer of [new ArrayBuffer(4), new ArrayBuffer(4, { maxByteLength: 64 })]) {
    echo.postMessage({ buffer, extra: [/x/g, new Date(0), new Error('e', { cause: 1 })] }, [buffer]);
    const [answer] = await once(echo, 'message');
    console.log(buffer.detached, new Uint8Array(answer.buffer), answer.max, answer.resizable, String(answer.extra[2]), answer.extra[2].cause);
  }
  const fixed = new ArrayBuffer(2);
  markAsUntransferable(fixed);
  console.log(isMarkedAsUntransferable(fixed));
  try {
    echo.postMessage(fixed, [fixed]);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
  const { port1, port2 } = new MessageChannel();
  echo.postMessage({ port: port2 }, [port2]);
  console.log((await once(port1, 'message'))[0]);
  await echo.ended;

  // Objects of the library.
  const list = new BlockList();
  list.addAddress('10.0.0.1');
  const histogram = createHistogram();
  histogram.record(5);
  const file = await fs.promises.open(__filename);
  const users = start(`(async () => {
    const { list, histogram, blob, file } = workerData;
    list.addSubnet('192.168.0.0', 16);
    histogram.record(7);
    parentPort.postMessage([list.check('10.0.0.1'), await blob.text(), (await file.readFile('utf8')).slice(0, 2)]);
    await file.close();
  })()`, { workerData: { list, histogram, blob: new Blob(['a ', 'blob']), file }, transferList: [file] });
  console.log((await once(users, 'message'))[0], file.fd);
  await users.ended;
  console.log(list.check('192.168.3.4'), histogram.count, histogram.max);

  // Code of WebAssembly, and its memory.
  const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0, 7, 7, 1, 3, 97, 100, 100, 0, 0, 10, 9, 1, 7, 0, 32, 0, 32, 1, 106, 11]);
  const shared = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
  const adder = start('const i = new WebAssembly.Instance(workerData.module); new Int32Array(workerData.shared.buffer)[0] = i.exports.add(20, 22); parentPort.on("message", () => {}); parentPort.postMessage(workerData.shared.grow(1))',
    { workerData: { module: new WebAssembly.Module(bytes), shared } });
  console.log((await once(adder, 'message'))[0], new Int32Array(shared.buffer)[0], shared.buffer.byteLength);

  // Errors where something cannot go.
  for (const value of [() => {}, Symbol('s'), { f() {} }, new WeakMap(), new MessageChannel().port1]) {
    try {
      adder.postMessage(value);
    } catch (error) {
      console.log(error.name, error.message);
    }
  }
  await adder.terminate(); // until here it listens: what is sent to a thread that has ended is not looked at
  // A port in another context.
  const context = vm.createContext({ console });
  const moved = new MessageChannel();
  context.port = moveMessagePortToContext(moved.port1, context);
  moved.port2.postMessage([1, 2]);
  vm.runInContext('port.onmessage = (e) => { console.log(e.data instanceof Array, e.data.length); port.close(); }; port.start()', context);
})();
