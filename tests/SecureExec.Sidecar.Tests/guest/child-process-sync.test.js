'use strict';
// Children that are waited for.
const { spawnSync, execFileSync } = require('child_process');

const node = (source, options, ...args) => {
  const { pid, ...rest } = spawnSync(process.execPath, ['-e', source, ...args], { encoding: 'utf8', ...options });
  if (rest.error) rest.error = [rest.error.code, rest.error.errno, rest.error.syscall.replace(process.execPath, 'node')];
  return { ...rest, hasPid: pid > 0 };
};

console.log(node('console.log(process.argv[1]); console.error("e"); process.exit(5)', {}, 'arg'));
console.log(node('process.stdin.pipe(process.stdout)', { input: 'some input' }));
console.log(node('process.stdin.resume()', { input: Buffer.alloc(300000) }).status);
console.log(node('process.kill(process.pid, "SIGKILL")'));
console.log(node('setInterval(() => {}, 1000)', { timeout: 200 }));
console.log(node('setInterval(() => {}, 1000)', { timeout: 200, killSignal: 'SIGKILL' }).signal);
const full = node('process.stdout.write("x".repeat(1000)); setInterval(() => {}, 1000)', { maxBuffer: 100 });
console.log(full.error, full.signal, full.stdout.length);
console.log(node('process.stdout.write("x".repeat(500000))').stdout.length);
console.log(node('', { cwd: '/no/dir' }));
console.log(node('console.log(1)', { stdio: 'ignore' }).output);
console.log(node('require("fs").writeSync(3, "three")', { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] }).output);
console.log(node('console.log("inherited")', { stdio: ['ignore', 'inherit', 'pipe'] }).output);
const missing = spawnSync('/no/such', ['a']);
console.log(missing.error.code, missing.error.message, missing.status, missing.output, missing.pid);
console.log(execFileSync(process.execPath, ['-p', '"sync"'], { encoding: 'utf8' }));
try {
  execFileSync(process.execPath, ['-e', 'process.exit(4)'], { stdio: 'pipe' });
} catch (error) {
  console.log(error.status, error.signal, error.stderr.length);
}
console.log(spawnSync(process.execPath, ['-p', 40 + 2, true], { encoding: 'utf8' }).stdout);
for (const argument of [{ toString() { throw new Error('no text'); } }, Symbol('s')]) {
  try {
    spawnSync(process.execPath, ['-p', argument]);
  } catch (error) {
    console.log(error.name, error.message);
  }
}
