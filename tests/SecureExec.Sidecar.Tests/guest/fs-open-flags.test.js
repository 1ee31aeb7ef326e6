'use strict';
// Every open flag against an absent file, an existing one and a directory.
const fs = require('node:fs');
const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECTORY, O_NOFOLLOW } = fs.constants;

function show(name, body) {
  try {
    console.log(name, '=>', body());
  } catch (error) {
    const { code, errno, syscall, path, dest } = error;
    console.log(name, 'throws', error.name, error.message, JSON.stringify({ code, errno, syscall, path, dest }));
  }
}

function attempt(path, flag) {
  const fd = fs.openSync(path, flag);
  let wrote;
  let read;
  try {
    wrote = fs.writeSync(fd, 'XY');
  } catch (error) {
    wrote = error.code;
  }
  try {
    read = fs.readSync(fd, Buffer.alloc(4), 0, 4, 0);
  } catch (error) {
    read = error.code;
  }
  fs.closeSync(fd);
  return `wrote ${wrote} read ${read} now ${fs.existsSync(path) ? JSON.stringify(fs.readFileSync(path, 'utf8')) : 'absent'}`;
}

const named = ['r', 'rs', 'r+', 'rs+', 'w', 'wx', 'w+', 'wx+', 'a', 'ax', 'a+', 'ax+', 'as', 'as+', 'sr', 'xw', 'xa+'];
for (const flag of named) {
  fs.rmSync('absent', { force: true });
  fs.writeFileSync('there', 'abcdef');
  show(`${flag} absent`, () => attempt('absent', flag));
  show(`${flag} there`, () => attempt('there', flag));
}
const numeric = {
  O_RDONLY, O_WRONLY, O_RDWR, creat: O_CREAT | O_WRONLY, excl: O_CREAT | O_EXCL | O_RDWR, trunc: O_TRUNC | O_RDWR, append: O_APPEND | O_WRONLY,
  truncRead: O_TRUNC | O_RDONLY, directory: O_DIRECTORY | O_RDONLY,
};
for (const [name, flag] of Object.entries(numeric)) {
  fs.rmSync('absent', { force: true });
  fs.writeFileSync('there', 'abcdef');
  show(`${name} absent`, () => attempt('absent', flag));
  show(`${name} there`, () => attempt('there', flag));
}

fs.mkdirSync('dir');
for (const flag of ['r', 'r+', 'w', 'a', 'wx', O_DIRECTORY]) {
  show(`dir ${flag}`, () => {
    const fd = fs.openSync('dir', flag);
    const isDirectory = fs.fstatSync(fd).isDirectory();
    fs.closeSync(fd);
    return isDirectory;
  });
}
fs.symlinkSync('there', 'link');
fs.symlinkSync('nowhere', 'dangling');
fs.symlinkSync('loop', 'loop');
show('nofollow link', () => fs.openSync('link', O_RDONLY | O_NOFOLLOW));
show('nofollow file', () => fs.closeSync(fs.openSync('there', O_RDONLY | O_NOFOLLOW)));
show('dangling r', () => fs.openSync('dangling', 'r'));
show('dangling wx', () => fs.openSync('dangling', 'wx'));
show('dangling w', () => attempt('dangling', 'w'));
show('nowhere made', () => fs.readFileSync('nowhere', 'latin1'));
show('loop', () => fs.openSync('loop', 'r'));
show('below a file', () => fs.openSync('there/x', 'r'));
show('below nothing', () => fs.openSync('nothing/x', 'w'));
show('trailing slash file', () => fs.openSync('there/', 'r'));
show('trailing slash new', () => fs.openSync('fresh/', 'w'));
show('empty path', () => fs.openSync('', 'r'));
show('long name', () => { try { fs.openSync('n'.repeat(300), 'w'); } catch (error) { return `${error.code} ${error.syscall}`; } });
show('bad flag', () => fs.openSync('there', 'z'));
show('nul', () => fs.openSync('a\0b', 'r'));
show('mode', () => { fs.closeSync(fs.openSync('moded', 'w', 0o640)); return (fs.statSync('moded').mode & 0o777).toString(8); });
show('mode string', () => { fs.closeSync(fs.openSync('moded2', 'w', '600')); return (fs.statSync('moded2').mode & 0o777).toString(8); });
