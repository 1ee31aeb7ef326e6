'use strict';
// ps: who is chosen, what is told of them, and headers. Widths of numbers are those of the machine.
const { spawn, spawnSync } = require('child_process');
const { once } = require('events');

const own = process.pid;
const ps = (...args) => {
  const { stdout, stderr, status } = spawnSync('ps', args, { encoding: 'utf8' });
  const lines = stdout.split('\n').filter(Boolean).map((line) => line.trim().split(/ +/).map((word) => names.get(word) ?? word).join(' '));
  console.log(args.map((word) => word.split(/([ ,])/).map((part) => names.get(part) ?? part).join('')).join(' '), status, stderr.length > 0, lines);
};
const names = new Map([[`${own}`, 'OWN']]);

(async () => {
  const one = spawn('sleep', ['100']);
  const two = spawn(process.execPath, ['-e', 'process.stdin.resume()', 'an argument'], { argv0: 'node' });
  const three = spawn('sh', ['-c', 'sleep 100 & echo ready; wait'], { detached: true });
  await once(three.stdout, 'data');
  names.set(`${one.pid}`, 'ONE').set(`${two.pid}`, 'TWO').set(`${three.pid}`, 'THREE');
  ps('-o', 'ppid', '--no-headers', '--ppid', `${three.pid}`, '-o', 'comm');
  ps('-o', 'pid,ppid,args', '-p', `${one.pid},${two.pid}`);
  ps('-p', `${one.pid}`, '-p', `${two.pid}`, '-o', 'pid=', '-o', 'command=LINE');
  ps('-p', `${one.pid} ${three.pid}`, '-o', 'pid=,ppid=');
  ps('-o', 'comm,tty', '-p', `${one.pid}`);
  ps('-o', 'time', '-p', `${one.pid}`);
  ps('-p', '999999999');
  ps('-o', 'nonsense');
  const all = spawnSync('ps', ['-A', '-o', 'ppid,pid,comm'], { encoding: 'utf8' }).stdout.trim().split('\n').map((line) => line.trim().split(/ +/));
  console.log(all[0], all.filter(([ppid]) => Number(ppid) === own).map(([, pid, comm]) => `${names.get(pid) ?? ''} ${comm.replace('-MainThread', '')}`));
  console.log(spawnSync('ps', ['ax'], { encoding: 'utf8' }).stdout.includes('sleep 100') || spawnSync('ps', ['-e'], { encoding: 'utf8' }).stdout.includes('sleep'), spawnSync('ps', ['-ef'], { encoding: 'utf8' }).stdout.includes('an argument'));
  const byUser = spawnSync('ps', ['aux'], { encoding: 'utf8' }).stdout.split('\n');
  console.log(byUser[0].trim().split(/ +/), byUser.filter((line) => Number(line.split(/ +/)[1]) === one.pid).map((line) => line.trim().split(/ +/).slice(10)));
  one.kill();
  await once(one, 'exit');
  ps('-p', `${one.pid}`, '-o', 'pid=');
  process.kill(-three.pid);
  two.kill();
})();
