'use strict';
// The shell and processes: real pids, exec, signals, pipelines with node, streaming, background commands.
const { spawn, spawnSync, exec, execSync } = require('child_process');
const { once } = require('events');

const node = JSON.stringify(process.execPath);
const collect = async (child) => {
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text) => { out += text; });
  const [code, signal] = await once(child, 'close');
  return { out, code, signal };
};

async function main() {
  // exec puts a program in the shell's place: a signal reaches it.
  let child = spawn('exec sleep 30', { shell: true, stdio: ['ignore', 'pipe', 'ignore'] });
  setImmediate(() => child.kill());
  console.log(await collect(child));
  child = exec(`exec ${node} -e "console.log(process.pid)"`);
  const { out } = await collect(child);
  console.log(Number(out) === child.pid);
  // A shell handles what it traps.
  child = spawn('trap "echo term; exit 3" TERM; echo ready; while :; do sleep 0.01; done', { shell: true });
  child.stdout.once('data', () => child.kill());
  console.log(await collect(child));
  // Pipelines between node and commands, both ways, endless ones too.
  console.log(execSync(`${node} -e "for (let i = 0; i < 5; i++) console.log(i)" | sort -r | head -n 2`, { encoding: 'utf8' }));
  console.log(execSync(`printf 'a\\nb\\n' | ${node} -e "process.stdin.on('data', d => process.stdout.write(String(d).toUpperCase()))" | tail -n 1`, { encoding: 'utf8' }));
  console.log(execSync('yes | head -n 3', { encoding: 'utf8' }), execSync('cat /dev/zero | head -c 100000 | wc -c', { encoding: 'utf8' }).trim());
  console.log(execSync(`${node} -p "'x'.repeat(300000)" | cat | tr x y | wc -c`, { encoding: 'utf8' }).trim());
  // Commands by themselves: binary in and out, one line at a time, ends by signals.
  const bytes = Buffer.from(Array.from({ length: 70000 }, (_, i) => i * 7 & 255));
  console.log(spawnSync('cat', { input: bytes }).stdout.equals(bytes), spawnSync('cat', ['-', '/nosuch'], { input: 'x', encoding: 'utf8' }).output);
  child = spawn('cat');
  for (const word of ['one', 'two']) {
    child.stdin.write(word);
    console.log(String((await once(child.stdout, 'data'))[0]));
  }
  child.stdin.end();
  console.log(await collect(child));
  for (const signal of ['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGHUP', 'SIGUSR1']) {
    child = spawn('sleep', ['30']);
    child.kill(signal);
    console.log(await once(child, 'exit'), child.killed);
  }
  // Stopped and continued.
  child = spawn('cat');
  child.kill('SIGSTOP');
  child.stdin.write('x');
  child.kill('SIGCONT');
  console.log(String((await once(child.stdout, 'data'))[0]));
  child.kill('SIGSTOP');
  child.kill('SIGKILL');
  console.log(await once(child, 'exit'));
  // A group ends together.
  child = spawn('sleep 30 & sleep 30 & wait', { shell: true, detached: true });
  setImmediate(() => process.kill(-child.pid, 'SIGTERM'));
  console.log(await once(child, 'close'));
  // Nobody reads: SIGPIPE ends the writer.
  console.log(spawnSync('yes | true; echo $?; (yes; echo "status $?" >&2) | head -n 1', { shell: true, encoding: 'utf8' }).output);
  // A script for standard input runs command by command.
  child = spawn('sh');
  child.stdin.write('echo first\n');
  console.log(String((await once(child.stdout, 'data'))[0]));
  child.stdin.write('if true\nthen echo sec');
  child.stdin.write('ond\nfi\nexit 6\necho no\n');
  console.log(await collect(child));
  console.log(spawnSync('sh', ['-s', 'a', 'b'], { input: 'echo $# $2\n', encoding: 'utf8' }).stdout);
  // Scripts by their first line, and without one.
  const fs = require('fs');
  fs.writeFileSync('/tmp/se-script', '#!/bin/sh\necho "$0" "$@"\nexit 4\n', { mode: 0o755 });
  console.log(spawnSync('/tmp/se-script', ['x', 'y z'], { encoding: 'utf8' }).stdout, spawnSync('/tmp/se-script').status);
  fs.writeFileSync('/tmp/se-script', 'echo plain $1\n');
  console.log(spawnSync('/tmp/se-script', ['x'], { encoding: 'utf8' }).stdout);
  fs.unlinkSync('/tmp/se-script');
  console.log(spawnSync('exit 3', { shell: true }).status, spawnSync('kill -USR1 $$', { shell: true }).signal);
  try {
    execSync('echo out; echo err >&2; exit 9', { stdio: 'pipe' });
  } catch (error) {
    console.log(error.status, String(error.stdout), String(error.stderr), error.message);
  }
  exec('exec sleep 30', { timeout: 50 }, (error, stdout) => console.log(error.killed, error.signal, error.code, stdout));
}

main();
