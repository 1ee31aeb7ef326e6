'use strict';
// Files that lost their names, holes, links and moves under open descriptors.
const fs = require('fs');
const dir = fs.mkdtempSync(require('path').join(require('os').tmpdir(), 'open-'));
process.chdir(dir);
const read = (fd, length, at) => { const b = Buffer.alloc(length); return b.toString('latin1', 0, fs.readSync(fd, b, 0, length, at)); };

let fd = fs.openSync('gone', 'w+');
fs.writeSync(fd, 'still here');
fs.unlinkSync('gone');
console.log(fs.existsSync('gone'), fs.fstatSync(fd).nlink, fs.fstatSync(fd).size, read(fd, 20, 0));
fs.writeSync(fd, '!', 10);
fs.ftruncateSync(fd, 5);
console.log(read(fd, 20, 0), fs.fstatSync(fd).size);
fs.closeSync(fd);

fd = fs.openSync('sparse', 'w+');
fs.writeSync(fd, 'end', 5_000_000);
const stat = fs.fstatSync(fd);
console.log(stat.size, stat.blocks * 512 < 1_000_000, read(fd, 3, 2_500_000) === '\0\0\0', read(fd, 10, 5_000_000));
fs.ftruncateSync(fd, 10_000_000);
console.log(fs.fstatSync(fd).size, fs.readFileSync('sparse').subarray(4_999_999, 5_000_004).toString('hex'));
fs.closeSync(fd);

fs.writeFileSync('old', 'old');
fs.writeFileSync('new', 'new');
fd = fs.openSync('old');
fs.renameSync('new', 'old');
console.log(read(fd, 5, 0), fs.readFileSync('old', 'utf8'), fs.fstatSync(fd).nlink);
fs.closeSync(fd);

fs.linkSync('old', 'other');
fd = fs.openSync('other', 'a+');
fs.writeSync(fd, '+', 0);
console.log(fs.readFileSync('old', 'utf8'), fs.statSync('old').nlink, fs.statSync('old').ino === fs.statSync('other').ino);
fs.chmodSync('old', 0o400);
console.log((fs.fstatSync(fd).mode & 0o777).toString(8), read(fd, 10, 0));
fs.closeSync(fd);

fs.mkdirSync('d/e', { recursive: true });
process.chdir('d/e');
fs.renameSync('../../d', '../../f');
console.log(process.cwd().slice(dir.length));
for (const [name, call] of Object.entries({
  busy: () => fs.renameSync('..', 'x'),
  inside: () => fs.renameSync(`${dir}/f`, `${dir}/f/e/g`),
  full: () => fs.rmdirSync(`${dir}/f`),
  over: () => { fs.writeFileSync('file', ''); fs.renameSync(`${dir}/f/e`, `${dir}/old`); },
  link: () => fs.linkSync(`${dir}/f`, `${dir}/g`),
  lchmod: () => fs.lchmodSync?.('file', 0o644) ?? console.log('no lchmod', typeof fs.lchmod),
  append: () => { const a = fs.openSync('file', 'a'); fs.readSync(a, Buffer.alloc(1)); },
  badf: () => fs.fstatSync(99),
  directory: () => fs.readFileSync('.'),
})) {
  try { call(); } catch (e) { console.log(name, e.code, e.syscall); }
}
process.chdir('/');
fs.rmSync(dir, { recursive: true });
