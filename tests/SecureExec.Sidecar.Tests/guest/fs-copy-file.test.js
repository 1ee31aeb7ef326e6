'use strict';
// copyFile: content, mode bits, flags, obstacles.
const fs = require('node:fs');
const { COPYFILE_EXCL, COPYFILE_FICLONE } = fs.constants;
const show = (name, body) => {
  try {
    console.log(name, '=>', body());
  } catch (error) {
    console.log(name, error.name, error.message, error.code, error.errno, error.path, error.dest);
  }
};
const mode = (target) => (fs.statSync(target).mode & 0o777).toString(8);
fs.writeFileSync('src', 'source', { mode: 0o640 });
fs.writeFileSync('old', 'a much longer old content', { mode: 0o600 });
fs.mkdirSync('d');
fs.symlinkSync('src', 'link');
fs.symlinkSync('made', 'dangling');
show('new', () => { fs.copyFileSync('src', 'new'); return `${fs.readFileSync('new')} ${mode('new')}`; });
show('over', () => { fs.copyFileSync('src', 'old'); return fs.readFileSync('old', 'utf8'); });
show('excl', () => fs.copyFileSync('src', 'new', COPYFILE_EXCL));
show('excl new', () => fs.copyFileSync('src', 'new2', COPYFILE_EXCL));
show('clone', () => { fs.copyFileSync('src', 'new3', COPYFILE_FICLONE); return fs.readFileSync('new3', 'utf8'); });
show('from a link', () => { fs.copyFileSync('link', 'new4'); return fs.lstatSync('new4').isFile(); });
show('onto a link', () => { fs.copyFileSync('old', 'link'); return `${fs.lstatSync('link').isSymbolicLink()} ${fs.readFileSync('src')}`; });
show('onto a dangling link', () => { fs.copyFileSync('src', 'dangling'); return fs.readFileSync('made', 'utf8'); });
show('absent', () => fs.copyFileSync('absent', 'x'));
show('from a directory', () => fs.copyFileSync('d', 'x'));
show('onto a directory', () => fs.copyFileSync('src', 'd'));
show('nowhere', () => fs.copyFileSync('src', 'no/x'));
show('below a file', () => fs.copyFileSync('src', 'old/x'));
show('onto itself', () => { fs.copyFileSync('src', 'src'); return fs.readFileSync('src', 'utf8'); });
show('bad mode', () => fs.copyFileSync('src', 'x', 'r'));
show('range', () => fs.copyFileSync('src', 'x', 9));
show('bad path', () => fs.copyFileSync('src', 3));
fs.writeFileSync('big', Buffer.alloc(1_500_000, 'z'));
show('big', () => { fs.copyFileSync('big', 'big2'); return fs.readFileSync('big2').equals(fs.readFileSync('big')); });
fs.copyFile('src', 'c', (error) => {
  console.log('callback', error, fs.readFileSync('c', 'utf8'));
  fs.copyFile('src', 'c', COPYFILE_EXCL, (exists) => {
    console.log('callback', exists.message, Object.keys(exists).join());
    fs.copyFile('absent', 'c', async (absent) => {
      console.log('callback', absent.message);
      console.log('promise', await fs.promises.copyFile('src', 'p'), fs.readFileSync('p', 'utf8'));
      await fs.promises.copyFile('src', 'p', COPYFILE_EXCL).catch((rejected) => console.log('promise', rejected.message));
      await fs.promises.copyFile('d', 'q').catch((rejected) => console.log('promise', rejected.message));
    });
  });
});
