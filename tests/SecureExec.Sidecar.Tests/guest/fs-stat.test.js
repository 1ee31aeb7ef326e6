'use strict';
// What stat tells of each kind of file, as numbers, bigints, dates; throwIfNoEntry; fstat and lstat.
const fs = require('node:fs');

fs.writeFileSync('file', 'x'.repeat(1234));
fs.mkdirSync('dir');
fs.symlinkSync('file', 'link');
fs.symlinkSync('gone', 'dangling');
fs.chmodSync('file', 0o640);
fs.utimesSync('file', 1600000000.25, 1500000000.5);

const kinds = ['isFile', 'isDirectory', 'isSymbolicLink', 'isFIFO', 'isSocket', 'isBlockDevice', 'isCharacterDevice'];
const describe = (stats) => kinds.filter((kind) => stats[kind]()).join();

for (const path of ['file', 'dir', 'link', '.', '/dev/null']) {
  for (const call of ['statSync', 'lstatSync']) {
    const stats = fs[call](path);
    console.log(call, path, describe(stats), stats.constructor.name, Object.keys(stats).join());
  }
}
const stats = fs.statSync('file');
console.log(stats.size, (stats.mode).toString(8), stats.nlink, stats.rdev, stats.blksize > 0, stats.blocks >= 3, stats.ino > 0, stats.dev > 0);
console.log(stats.atimeMs, stats.mtimeMs, stats.atime.toISOString(), stats.mtime.toISOString(), stats.ctimeMs >= stats.birthtimeMs);
console.log(stats.atime instanceof Date, typeof stats.birthtimeMs, Object.getOwnPropertyNames(Object.getPrototypeOf(stats)).sort().join());
const big = fs.statSync('file', { bigint: true });
console.log(big.constructor.name, big.size, big.mode, big.nlink, big.atimeMs, big.mtimeMs, big.atimeNs, big.mtimeNs, describe(big));
console.log(typeof big.ctimeNs, big.mtime.toISOString(), Object.keys(big).join());
console.log('lstat link size', fs.lstatSync('link').size, fs.lstatSync('dangling').size);
const fd = fs.openSync('file', 'r');
console.log('fstat', fs.fstatSync(fd).size, fs.fstatSync(fd, { bigint: true }).size, fs.fstatSync(fd).ino === stats.ino, fs.fstatSync(fd).dev === stats.dev);
fs.closeSync(fd);

const attempts = {
  absent: () => fs.statSync('absent'),
  absentQuiet: () => fs.statSync('absent', { throwIfNoEntry: false }),
  absentLink: () => fs.lstatSync('absent'),
  absentLinkQuiet: () => fs.lstatSync('absent', { throwIfNoEntry: false }),
  dangling: () => fs.statSync('dangling'),
  danglingQuiet: () => fs.statSync('dangling', { throwIfNoEntry: false }),
  below: () => fs.statSync('file/x'),
  belowQuiet: () => fs.statSync('file/x', { throwIfNoEntry: false }),
  belowLinkQuiet: () => fs.lstatSync('file/x', { throwIfNoEntry: false }),
  slash: () => fs.statSync('file/'),
  closed: () => fs.fstatSync(998),
  type: () => fs.statSync(7),
  fdType: () => fs.fstatSync('7'),
  fdRange: () => fs.fstatSync(-1),
};
for (const [name, body] of Object.entries(attempts)) {
  try {
    console.log(name, body());
  } catch (error) {
    console.log(name, error.name, error.message, error.code, error.errno, error.syscall, error.path);
  }
}
fs.stat('file', (error, result) => {
  console.log('callback', error, result.size);
  fs.lstat('link', { bigint: true }, (linkError, link) => {
    console.log('callback lstat', linkError, link.isSymbolicLink(), link.size);
    fs.stat('absent', (absent, nothing) => {
      console.log('callback absent', absent.message, nothing);
      fs.stat('absent', { throwIfNoEntry: false }, async (quiet, none) => {
        console.log('callback quiet', quiet, none);
        const both = await Promise.all([fs.promises.stat('file'), fs.promises.stat('dir'), fs.promises.lstat('link', { bigint: true })]);
        console.log('promises', both.map((each) => `${describe(each)} ${typeof each.size}`));
        await fs.promises.stat('absent').catch((rejected) => console.log('rejected', rejected.message, rejected.stack.includes('fs-stat')));
        console.log('statfs', Object.keys(fs.statfsSync('.')).join(), typeof (await fs.promises.statfs('.', { bigint: true })).bsize);
      });
    });
  });
});
