// Threads: what they know of themselves, how they start, speak, fail and end.
const { Worker, isMainThread, threadId, resourceLimits, setEnvironmentData, SHARE_ENV, BroadcastChannel } = require('node:worker_threads');
const { once } = require('node:events');

const code = (body) => `const { parentPort, workerData, threadId, isMainThread, getEnvironmentData, resourceLimits } = require('worker_threads');\n${body}`;
async function run(title, body, options = {}) {
  const worker = new Worker(code(body), { eval: true, ...options });
  const log = [];
  worker.on('message', (message) => log.push(message));
  worker.on('error', (error) => log.push(`error ${error.name} ${error.code} ${error.message}`));
  const [exitCode] = await new Promise((resolve) => worker.on('exit', (...args) => resolve(args)));
  console.log(title, exitCode, log);
}

(async () => {
  console.log(isMainThread, threadId, resourceLimits);
  setEnvironmentData('key', { from: 'parent' });
  await run('facts', 'parentPort.postMessage([isMainThread, threadId > 0, workerData, getEnvironmentData("key"), process.pid > 0, process.argv.slice(2)])', { workerData: new Map([['a', 1n]]), argv: ['x', 2] });
  await run('exit code', 'process.on("exit", (c) => parentPort.postMessage(c)); process.exit(300)');
  await run('exitCode', 'process.exitCode = 7');
  await run('throws', 'throw new RangeError("from the thread")');
  await run('throws what is no error', 'throw { plain: [1, 2] }');
  await run('rejects', 'Promise.reject(new TypeError("rejected"))');
  await run('caught', 'process.on("uncaughtException", (e) => parentPort.postMessage(e.message)); throw new Error("caught")');
  await run('beforeExit', 'let n = 0; process.on("beforeExit", () => { parentPort.postMessage("before"); if (n++ < 1) setTimeout(() => {}, 1); })');
  await run('unavailable', `for (const f of ['abort', 'chdir', 'setuid']) try { process[f]('/') } catch (e) { parentPort.postMessage(e.code) }
    try { process.umask(0) } catch (e) { parentPort.postMessage(e.code) } parentPort.postMessage(process.umask() === ${process.umask()})`);
  await run('syntax', 'this is not javascript');
  await run('environment', 'process.env.SET = "1"; delete process.env.GONE; parentPort.postMessage([process.env.OWN, process.env.SET, process.env.GONE])', { env: { OWN: 'yes', GONE: 'x' } });
  console.log(process.env.SET, process.env.OWN);
  await run('shared environment', 'process.env.SHARED_ONE = "seen"', { env: SHARE_ENV });
  console.log(process.env.SHARED_ONE);
  await run('limits', 'parentPort.postMessage(resourceLimits.stackSizeMb)', { resourceLimits: { stackSizeMb: 2 } });
  await run('deep', 'let d = 0; const f = () => { d++; f(); }; try { f() } catch (e) { parentPort.postMessage([e.name, d > 1000]) }');
  await run('out of memory', 'const all = []; for (;;) all.push(new Array(1e4).fill(all.length))', { resourceLimits: { maxOldGenerationSizeMb: 20 } });
  await run('module', 'export {}', { execArgv: ['--input-type=module'] });

  for (const [file, options] of [['relative.js'], [{}], ['1', { eval: true, execArgv: ['--title=x'] }], ['1', { eval: true, execArgv: ['--no-such-option'] }], ['1', { env: 5 }], [new URL('https://example.org/x')],
    ['1', { eval: true, env: { NODE_OPTIONS: '--title=x' } }]]) {
    try {
      new Worker(file, options);
    } catch (error) {
      console.log(error.code, error.message);
    }
  }
  const missing = new Worker('./no-such-file.js');
  console.log((await once(missing, 'error').catch((e) => [e]))[0].code);

  const busy = new Worker(code('parentPort.postMessage(0); for (;;);'), { eval: true });
  await once(busy, 'message');
  console.log(busy.threadId > 0, await busy.terminate(), busy.threadId, await busy.terminate());
  const waiting = new Worker(code('parentPort.postMessage(0); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'), { eval: true });
  await once(waiting, 'message');
  console.log(await waiting.terminate());

  const channel = new BroadcastChannel('all');
  const heard = new Promise((resolve) => { channel.onmessage = (event) => resolve(event.data); });
  await run('broadcast', 'const c = new BroadcastChannel("all"); c.postMessage({ to: "everybody" }); c.close()');
  console.log(await heard);
  channel.close();

  await run('nested', `const { Worker } = require('worker_threads');
    const inner = new Worker('require("worker_threads").parentPort.postMessage(require("worker_threads").workerData * 2)', { eval: true, workerData: 21 });
    inner.on('message', (m) => parentPort.postMessage(m)); inner.on('exit', (c) => parentPort.postMessage('inner ' + c))`);
  const out = new Worker('process.stdin.on("data", (d) => process.stdout.write(String(d).toUpperCase())).on("end", () => console.error("done"))', { eval: true, stdin: true, stdout: true, stderr: true });
  const ended = once(out, 'exit');
  let [stdout, stderr] = ['', ''];
  out.stdout.on('data', (d) => { stdout += d; });
  out.stderr.on('data', (d) => { stderr += d; });
  out.stdin.end('through the thread');
  await ended;
  console.log([stdout, stderr]);
})();
