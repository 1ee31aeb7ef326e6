// Random reads, writes, truncations and stats through several descriptors of the same files, opened with every flag.
'use strict';
const fs = require('node:fs');
let seed = 55;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const pick = (list) => list[next(list.length)];
fs.mkdirSync('w');
process.chdir('w');
const open = [];
const show = (f) => { try { const value = f(); return value === undefined ? 'ok' : JSON.stringify(value); } catch (error) { return `${error.code} ${error.syscall}`; } };
const actions = {
  open: () => { if (open.length < 8) open.push(fs.openSync(pick(['f', 'g', 'h']), pick(['r', 'r+', 'w', 'w+', 'a', 'a+', 'wx', 'ax+', 'as', fs.constants.O_RDWR | fs.constants.O_CREAT]))); },
  close: () => { if (open.length > 2) fs.closeSync(open.splice(next(open.length), 1)[0]); },
  read: (fd) => { const b = Buffer.alloc(6, '.'); const n = fs.readSync(fd, b, next(3), next(4), pick([null, 0, 1, 5, 50])); return [n, b.toString()]; },
  write: (fd) => fs.writeSync(fd, pick(['one', 'twotwo', '', 'é']), pick([null, undefined, 0, 2, 9, 20])),
  writeBuffer: (fd) => fs.writeSync(fd, Buffer.from('BUFFER'), next(3), 1 + next(3), pick([null, 1, 7])),
  readv: (fd) => { const list = [Buffer.alloc(2, '.'), Buffer.alloc(3, '.')]; return [fs.readvSync(fd, list, pick([null, 0, 3])), String(list)]; },
  writev: (fd) => fs.writevSync(fd, [Buffer.from('v1'), Buffer.from('v2v2')], pick([undefined, 0, 4])),
  truncate: (fd) => fs.ftruncateSync(fd, next(15)),
  stat: (fd) => { const s = fs.fstatSync(fd); return [s.size, s.nlink, (s.mode & 0o777).toString(8)]; },
  whole: (fd) => fs.readFileSync(fd, 'latin1'),
  replace: (fd) => fs.writeFileSync(fd, 'whole'),
  unlink: () => fs.unlinkSync(pick(['f', 'g', 'h'])),
  path: () => fs.readFileSync(pick(['f', 'g', 'h']), 'latin1'),
  sync: (fd) => { fs.fsyncSync(fd); fs.fdatasyncSync(fd); },
  chmod: (fd) => fs.fchmodSync(fd, 0o640 + next(8)),
};
open.push(fs.openSync('f', 'w+'), fs.openSync('f', 'r'), fs.openSync('g', 'a+'));
for (let i = 0; i < 700; i++) {
  const what = pick(Object.keys(actions));
  const index = next(open.length);
  console.log(i, what, index, show(() => actions[what](open[index])));
}
for (const fd of open) fs.closeSync(fd);
console.log(fs.readdirSync('.').sort().map((file) => [file, fs.readFileSync(file, 'latin1')]));
