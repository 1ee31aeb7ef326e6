'use strict';
// The rename matrix: each kind of source onto each kind of target.
const fs = require('node:fs');

function setUp() {
  fs.rmSync('m', { recursive: true, force: true });
  fs.mkdirSync('m/dir', { recursive: true });
  fs.mkdirSync('m/empty');
  fs.mkdirSync('m/full');
  fs.writeFileSync('m/full/x', 'x');
  fs.writeFileSync('m/dir/y', 'y');
  fs.writeFileSync('m/file', 'file');
  fs.writeFileSync('m/file2', 'file2');
  fs.linkSync('m/file', 'm/hard');
  fs.symlinkSync('file', 'm/link');
  fs.symlinkSync('dir', 'm/dirlink');
  fs.symlinkSync('gone', 'm/dangling');
}
const shape = () => fs.readdirSync('m', { withFileTypes: true }).map((entry) =>
  entry.isDirectory() ? `${entry.name}/${fs.readdirSync(`m/${entry.name}`).join('+')}`
    : entry.isSymbolicLink() ? `${entry.name}>${fs.readlinkSync(`m/${entry.name}`)}`
      : `${entry.name}=${fs.readFileSync(`m/${entry.name}`)}`).join(' ');

const names = ['file', 'file2', 'hard', 'link', 'dirlink', 'dangling', 'dir', 'empty', 'full', 'new', 'absent/new', 'file/new', 'dir/new', 'dirlink/new'];
for (const from of ['file', 'link', 'dangling', 'dir', 'empty', 'dirlink', 'absent', 'file/below']) {
  for (const to of names) {
    if (from === 'absent' && to === 'file/new') continue; // two errors at once: either may be told
    setUp();
    try {
      fs.renameSync(`m/${from}`, `m/${to}`);
      console.log(from, '->', to, 'ok', shape());
    } catch (error) {
      console.log(from, '->', to, error.message);
    }
  }
}
setUp();
for (const [from, to] of [['m/dir/', 'm/moved/'], ['m/file/', 'm/f3'], ['m/file', 'm/f3/'], ['m/empty', 'm/full/x'], ['m/dir', 'm/dir/sub'], ['m/dir', 'm/dir'], ['.', 'm/dot'], ['m/file', '.'], ['', 'm/z'], ['m/file', '']]) {
  try {
    fs.renameSync(from, to);
    console.log(JSON.stringify([from, to]), 'ok');
  } catch (error) {
    console.log(JSON.stringify([from, to]), error.message, error.path, error.dest);
  }
}
console.log(shape());
const fd = fs.openSync('m/file2', 'r');
fs.renameSync('m/file', 'm/file2');
const kept = Buffer.alloc(9);
console.log('an open file outlives its name', fs.readSync(fd, kept), kept.toString('utf8', 0, 5), fs.fstatSync(fd).nlink);
fs.closeSync(fd);
fs.rename('m/file2', 'm/file3', (error) => {
  console.log('callback', error, fs.readFileSync('m/file3', 'utf8'));
  fs.rename('m/absent', 'm/x', async (absent) => {
    console.log('callback absent', absent.message, Object.keys(absent).join());
    console.log('promise', await fs.promises.rename('m/file3', 'm/file4'));
    await fs.promises.rename('m/file4', 'm/full').catch((rejected) => console.log('promise', rejected.message, rejected.dest));
  });
});
