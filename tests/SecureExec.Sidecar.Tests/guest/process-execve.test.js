'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'execve-'));
const show = (title, code, { input = '', args = [], stdio } = {}) => {
  const given = ['--no-warnings', '-e', code, ...args];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, given, { cwd: dir, input, stdio });
  console.log(title, status, signal, JSON.stringify(String(stdout)), stderr?.length);
};
const script = (name, text, mode = 0o755) => fs.writeFileSync(path.join(dir, name), text, { mode });
const node = "const node = process.execPath; const go = (code, env = {}, ...words) => process.execve(node, ['node', '-e', code, ...words], env);";

// What stays, and what does not.
show('same process', `${node} process.umask(0o27); process.on('exit', () => console.log('never')); console.log('before');
  go("console.log(process.pid == process.env.PID, process.ppid == process.env.PPID, (process.umask()).toString(8), process.cwd() === process.env.CWD, Object.keys(process.env).sort().join())",
    { PID: String(process.pid), PPID: String(process.ppid), CWD: process.cwd() });
  console.log('never');`);
show('command line', `${node} go("console.log(process.argv.slice(1), process.argv0, process.execArgv.length)", {}, 'a b', '', 'ü');`);
show('caught signal', `process.on('SIGTERM', () => console.log('never')); process.execve('/bin/sh', ['sh', '-c', 'kill -TERM $$; echo never'], {});`);
show('input', "process.execve('/bin/cat', ['cat'], {});", { input: 'all of\nthe input' });
show('chain', `process.execve('/bin/sh', ['sh', '-c', 'exec "$0" -p "process.argv.length + process.env.A"', process.execPath], { A: '1' });`);
show('timers and threads', `${node} setInterval(() => console.log('never'), 60_000);
  const worker = new (require('worker_threads').Worker)("setInterval(() => {}, 1)", { eval: true });
  worker.on('exit', () => console.log('never')); worker.on('online', () => go("console.log('alone')"));`);
show('unfinished work', `${node} require('crypto').randomBytes(1 << 20, () => console.log('never')); fs = require('fs'); fs.readFile(node, () => console.log('never')); go("console.log('done')");`);
show('no words', "process.execve(process.execPath, [], {});", { input: 'console.log(process.argv.length, process.argv0 === "")' });
show('inside a callback', `${node} require('vm').runInNewContext('[1].map(f)', { f: () => { try { go("console.log('out')"); } finally { console.log('never'); } } });`);
show('exit code', "process.exitCode = 4; process.execve('/bin/sh', ['sh', '-c', 'exit 3'], {});");

// Programs.
script('script', '#!/bin/sh\necho "$0" "$@" "$A"\n');
script('text', 'echo never\n');
script('closed', '#!/bin/sh\n', 0o644);
show('script', "process.execve('./script', ['name', 'x', 'y z'], { A: 'a' });");
for (const file of ['text', './text', 'sh', 'nothing', './closed', '.', 'script/x', '']) {
  show(`file '${file}'`, `try { process.execve(process.argv[1], ['x'], {}); } catch (error) { console.log(error.message, Object.entries(error)); } console.log('goes on')`, { args: [file] });
}
show('without standard input', `fs.closeSync(0); try { process.execve('/bin/cat', ['cat'], {}); } catch (error) { console.log(error.message, Object.entries(error)); }`);
show('in a worker', `new (require('worker_threads').Worker)("try { process.execve('/bin/cat'); } catch (error) { console.log(error.name, error.code, error.message); }", { eval: true });`);
show('subscribers', `require('diagnostics_channel').subscribe('process.execve', (message) => console.log(message)); process.execve('/bin/true', ['true'], { A: 'b' });`);

// Descriptors beyond the standard ones do not go with it: the other end of this pipe sees its end while the program runs.
const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['--no-warnings', '-e', "process.execve('/bin/cat', ['cat'], {})"], { stdio: ['pipe', 'inherit', 'inherit', 'pipe'] });
child.stdio[3].resume().on('end', () => {
  console.log('closed', child.exitCode);
  child.stdin.end('the program\n');
});
child.on('exit', (code, signal) => {
  console.log('ended', code, signal);
  fs.rmSync(dir, { recursive: true });
});
