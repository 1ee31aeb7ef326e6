'use strict';
// Children with pipes: output, input, exit codes, signals, errors, env, cwd, abort, time-out.
const { spawn, execFile } = require('child_process');
const { once } = require('events');

async function collect(child) {
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name]?.setEncoding('utf8').on('data', (text) => { out[name] += text; });
  const [code, signal] = await once(child, 'close');
  return { ...out, code, signal };
}

const node = (source, options, ...args) => spawn(process.execPath, ['-e', source, ...args], options);

async function main() {
  let child = node('console.log("out", process.argv.slice(1)); console.error("err"); process.exitCode = 7', {}, 'a', 'b c');
  console.log(child.spawnfile === process.execPath, child.spawnargs.length, typeof child.pid);
  console.log(await collect(child), child.exitCode, child.signalCode, child.killed);

  child = node('process.stdin.setEncoding("utf8").on("data", (t) => process.stdout.write(t.toUpperCase())).on("end", () => console.log("END"))');
  child.stdin.write('hello ');
  child.stdin.end('there\n');
  console.log(await collect(child));

  child = node('process.stdout.write("x".repeat(300000))');
  const big = await collect(child);
  console.log(big.stdout.length, big.code);

  child = node('let n = 0; process.stdin.on("data", (d) => n += d.length).on("end", () => console.log(n))');
  child.stdin.end(Buffer.alloc(500000));
  console.log((await collect(child)).stdout);

  child = node('setInterval(() => {}, 1000)');
  await once(child, 'spawn');
  console.log(child.kill(), child.killed, await collect(child));

  child = node('process.on("SIGTERM", () => { console.log("caught"); process.exit(3); }); setInterval(() => {}, 1000); console.log("ready")');
  child.stdout.once('data', () => child.kill('SIGTERM'));
  console.log(await collect(child));
  console.log(child.kill());

  child = node('console.log(process.env.A, process.env.HOME, process.cwd(), process.argv0)', { env: { A: '1' }, cwd: '/', argv0: 'other' });
  console.log(await collect(child));

  for (const [file, options] of [['/no/such', {}], ['nothing-here', {}], [process.execPath, { cwd: '/no/dir' }], ['/', {}]]) {
    const [error] = await once(spawn(file, ['x'], options), 'error');
    console.log(error.code, error.errno, error.syscall.replace(process.execPath, 'node'), error.path === file, error.spawnargs);
  }
  console.log(spawn('/no/such').on('error', () => {}).pid);

  child = node('const fs = require("fs"); const text = fs.readFileSync(0, "utf8"); fs.writeSync(3, "three"); fs.writeSync(1, text + "y".repeat(50000))',
               { stdio: ['pipe', 'pipe', 'ignore', 'pipe'] });
  child.stdin.end('sync in');
  let three = '';
  child.stdio[3].setEncoding('utf8').on('data', (text) => { three += text; });
  const sync = await collect(child);
  console.log(sync.stdout.slice(0, 8), sync.stdout.length, three, child.stderr);

  const controller = new AbortController();
  child = node('setInterval(() => {}, 1000)', { signal: controller.signal });
  const failed = once(child, 'error');
  controller.abort();
  console.log((await failed)[0].name, (await once(child, 'exit'))[1]);

  child = node('setInterval(() => {}, 1000)', { timeout: 100, killSignal: 'SIGKILL' });
  console.log(await collect(child));

  await new Promise((resolve) => execFile(process.execPath, ['-p', '6 * 7'], (error, stdout, stderr) => {
    console.log(error, JSON.stringify(stdout), JSON.stringify(stderr));
    resolve();
  }));
  await new Promise((resolve) => execFile(process.execPath, ['-e', 'console.log("z".repeat(100)); process.exit(2)'], { maxBuffer: 50 }, (error, stdout) => {
    console.log(error.code, stdout.length);
    resolve();
  }));

  child = node('const { spawn } = require("child_process"); spawn(process.execPath, ["-p", "1"], { stdio: "inherit" }).on("exit", (c) => console.log("inner", c))');
  console.log(await collect(child));

  try {
    process.kill(child.pid, 0);
  } catch (error) {
    console.log(error.code);
  }
  const many = await Promise.all(Array.from({ length: 8 }, (_, i) => collect(node(`process.exit(${i})`))));
  console.log(many.map(({ code }) => code));
}

main();
