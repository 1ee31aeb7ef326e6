'use strict';
// rm, rmdir, unlink: options, what they refuse, links that are not followed.
const fs = require('node:fs');

function tree(root) {
  fs.mkdirSync(`${root}/a/b`, { recursive: true });
  fs.writeFileSync(`${root}/f`, '1');
  fs.writeFileSync(`${root}/a/g`, '2');
  fs.writeFileSync(`${root}/a/b/h`, '3');
  fs.symlinkSync('../keep', `${root}/out`);
  fs.symlinkSync('nowhere', `${root}/a/dangling`);
  fs.symlinkSync('..', `${root}/a/b/up`);
}
fs.mkdirSync('keep');
fs.writeFileSync('keep/me', 'kept');
const show = (name, body) => {
  try {
    console.log(name, '=>', body());
  } catch (error) {
    console.log(name, error.name, error.message, error.code, error.errno, error.syscall, error.path, Object.keys(error).join());
  }
};
for (const call of ['rmSync', 'rmdirSync', 'unlinkSync']) {
  tree(`t-${call}`);
  fs.writeFileSync('plain', '');
  fs.symlinkSync('keep', 'tokeep');
  fs.symlinkSync('nowhere', 'dangling');
  show(`${call} absent`, () => fs[call]('absent'));
  show(`${call} below a file`, () => fs[call]('plain/x'));
  show(`${call} full directory`, () => fs[call](`t-${call}`));
  show(`${call} file`, () => fs[call]('plain'));
  show(`${call} link to directory`, () => fs[call]('tokeep'));
  show(`${call} dangling`, () => fs[call]('dangling'));
  show(`${call} root`, () => fs[call]('/'));
  show(`${call} empty path`, () => fs[call](''));
  show(`${call} dot`, () => fs[call]('.'));
  fs.mkdirSync('hollow', { recursive: true });
  show(`${call} empty directory`, () => fs[call]('hollow'));
  for (const each of ['plain', 'tokeep', 'dangling', 'hollow']) fs.rmSync(each, { force: true, recursive: true });
}
show('force absent', () => fs.rmSync('absent', { force: true }));
show('force directory', () => fs.rmSync('t-rmSync', { force: true }));
show('recursive', () => fs.rmSync('t-rmSync', { recursive: true }));
show('recursive absent', () => fs.rmSync('t-rmSync', { recursive: true }));
show('recursive force absent', () => fs.rmSync('t-rmSync', { recursive: true, force: true }));
show('recursive file', () => { fs.writeFileSync('one', ''); return fs.rmSync('one', { recursive: true }); });
show('rmdir recursive is gone', () => fs.rmdirSync('t-rmdirSync', { recursive: true }));
show('bad options', () => fs.rmSync('one', { recursive: 'x' }));
show('bad retries', () => fs.rmSync('one', { maxRetries: -1 }));
show('bad path', () => fs.unlinkSync({}));
console.log(fs.existsSync('t-rmSync'), fs.readFileSync('keep/me', 'utf8'));

fs.rm('t-rmdirSync', (error) => {
  console.log('callback directory', error.name, error.code, error.message, error.syscall, error.path);
  fs.rm('t-rmdirSync', { recursive: true }, (removed) => {
    console.log('callback recursive', removed, fs.existsSync('t-rmdirSync'), fs.existsSync('keep/me'));
    fs.rm('absent', (absent) => {
      console.log('callback absent', absent.message);
      fs.unlink('absent', (unlinked) => {
        console.log('callback unlink', unlinked.message);
        fs.rmdir('t-unlinkSync', async (full) => {
          console.log('callback rmdir', full.message);
          const { rm, rmdir, unlink, mkdir, writeFile } = fs.promises;
          await rm('t-unlinkSync').catch((rejected) => console.log('promise directory', rejected.code, rejected.message));
          console.log('promise recursive', await rm('t-unlinkSync', { recursive: true }), fs.existsSync('keep/me'));
          await rm('absent').catch((rejected) => console.log('promise absent', rejected.message));
          console.log('promise force', await rm('absent', { force: true }));
          await mkdir('p');
          await writeFile('p/q', '');
          await rmdir('p').catch((rejected) => console.log('promise rmdir', rejected.message));
          console.log(await unlink('p/q'), await rmdir('p'));
          await unlink('p').catch((rejected) => console.log('promise unlink', rejected.message));
        });
      });
    });
  });
});
