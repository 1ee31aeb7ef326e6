'use strict';
// utimes, lutimes, futimes: numbers, dates, text, before 1970, fractions.
const fs = require('node:fs');
fs.writeFileSync('f', '');
fs.symlinkSync('f', 'l');
fs.symlinkSync('gone', 'dangling');
const times = (target, call = 'statSync') => { const s = fs[call](target); return `${s.atimeMs} ${s.mtimeMs}`; };
for (const [atime, mtime] of [[0, 1], [1e9, 1.5e9], [1234567890.125, 1600000000.75], [new Date(86400000), new Date('2020-02-29T12:34:56.789Z')],
  ['1500000000', '1500000001.5'], [4102444800, 4102444800]]) {
  fs.utimesSync('f', atime, mtime);
  console.log(times('f'));
}
const big = fs.statSync('f', { bigint: true });
console.log(big.atimeNs, big.mtimeNs);
fs.lutimesSync('l', 100, 200);
console.log('lutimes', times('l', 'lstatSync'), '|', times('f'));
const fd = fs.openSync('f', 'r+');
fs.futimesSync(fd, 300, 400.5);
console.log('futimes', times('f'));
fs.closeSync(fd);
fs.utimesSync('l', 11, 12);
console.log('through a link', times('f'));
for (const [name, body] of Object.entries({
  absent: () => fs.utimesSync('absent', 1, 1),
  dangling: () => fs.utimesSync('dangling', 1, 1),
  danglingItself: () => { fs.lutimesSync('dangling', 5, 6); return times('dangling', 'lstatSync'); },
  closed: () => fs.futimesSync(966, 1, 1),
  object: () => fs.utimesSync('f', {}, 1),
  words: () => fs.utimesSync('f', 'yesterday', 1),
})) {
  try {
    console.log(name, body());
  } catch (error) {
    console.log(name, error.name, error.code, error.syscall, error.path, error.message);
  }
}
const before = Date.now();
fs.utimesSync('f', -5, '-1');
const now = fs.statSync('f');
console.log('negative means now', Math.abs(now.atimeMs - before) < 60_000, Math.abs(now.mtimeMs - before) < 60_000);
fs.utimesSync('f', 10, 10);
fs.appendFileSync('f', 'x');
console.log('a write moves mtime only', fs.statSync('f').mtimeMs > before - 60_000, fs.statSync('f').atimeMs);
fs.utimesSync('f', 10, 10);
const { ctimeMs } = fs.statSync('f');
console.log('ctime is not set', Math.abs(ctimeMs - before) < 60_000);
fs.utimes('f', 21, 22, (error) => {
  console.log('callback', error, times('f'));
  fs.lutimes('absent', 1, 1, (absent) => {
    console.log('callback', absent.message);
    fs.utimes('absent', 1, 1, async (gone) => {
      console.log('callback', gone.message);
      console.log(await fs.promises.utimes('f', 31, 32), times('f'), await fs.promises.lutimes('l', 41, 42), times('l', 'lstatSync'));
      const handle = await fs.promises.open('f', 'r+');
      console.log(await handle.utimes(51, 52), times('f'));
      await handle.close();
      await fs.promises.utimes('absent', 1, 1).catch((rejected) => console.log('promise', rejected.message));
    });
  });
});
