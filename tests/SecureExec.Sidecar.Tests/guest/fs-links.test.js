'use strict';
// Hard and symbolic links, readlink, realpath, link counts, files without names.
const fs = require('node:fs');
const path = require('node:path');
const show = (name, body) => {
  try {
    console.log(name, '=>', body());
  } catch (error) {
    console.log(name, error.message.replaceAll(process.cwd(), '.'), error.errno, error.path?.replace(process.cwd(), '.'), error.dest);
  }
};
const here = (target) => path.relative(process.cwd(), target) || '.';

fs.writeFileSync('a', 'content');
fs.mkdirSync('d/e', { recursive: true });
fs.linkSync('a', 'b');
fs.linkSync('b', 'd/c');
console.log(fs.statSync('a').nlink, fs.statSync('a').ino === fs.statSync('d/c').ino);
fs.appendFileSync('b', '+more');
console.log(fs.readFileSync('d/c', 'utf8'));
fs.unlinkSync('a');
console.log(fs.statSync('b').nlink, fs.existsSync('a'));
show('link absent', () => fs.linkSync('absent', 'x'));
show('link exists', () => fs.linkSync('b', 'd/c'));
show('link nowhere', () => fs.linkSync('b', 'no/x'));
show('link below a file', () => fs.linkSync('b', 'b/x'));

fs.symlinkSync('b', 's');
fs.symlinkSync('d', 'sd');
fs.symlinkSync('sd/e', 'sde');
fs.symlinkSync('../b', 'd/up');
fs.symlinkSync('missing', 'dangling');
fs.symlinkSync('loop2', 'loop1');
fs.symlinkSync('loop1', 'loop2');
fs.symlinkSync(`${process.cwd()}/b`, 'absolute');
console.log(fs.readlinkSync('s'), fs.readlinkSync('sd'), fs.readlinkSync('dangling'), here(fs.readlinkSync('absolute')), fs.readlinkSync('s', 'buffer'), fs.readlinkSync('s', 'hex'));
fs.linkSync('s', 'hardtolink');
console.log('a link to a link', fs.lstatSync('hardtolink').isSymbolicLink(), fs.lstatSync('s').nlink);
console.log(fs.readFileSync('s', 'utf8'), fs.readFileSync('d/up', 'utf8'), fs.readFileSync('sd/up', 'utf8'), fs.readFileSync('absolute', 'utf8'));
fs.writeFileSync('dangling', 'made through the link');
console.log(fs.readFileSync('missing', 'utf8'));
fs.unlinkSync('missing');
show('readlink file', () => fs.readlinkSync('b'));
show('readlink absent', () => fs.readlinkSync('absent'));
show('readlink dir', () => fs.readlinkSync('d'));
show('symlink exists', () => fs.symlinkSync('x', 's'));
show('symlink nowhere', () => fs.symlinkSync('x', 'no/s'));
show('symlink empty', () => fs.symlinkSync('', 'es'));
show('symlink type', () => fs.symlinkSync('b', 'typed', 'dir'));
show('symlink bad type', () => fs.symlinkSync('b', 'typed2', 'nope'));
show('loop', () => fs.readFileSync('loop1'));
show('loop stat', () => fs.statSync('loop1'));
show('loop realpath', () => fs.realpathSync.native('loop1'));
show('dangling realpath', () => fs.realpathSync('dangling'));
show('dangling native', () => fs.realpathSync.native('dangling'));
for (const target of ['.', 's', 'sd', 'sde', 'd/up', 'sd/../b', './d//e/', 'absolute', 'd/e/../../s']) {
  console.log('realpath', target, here(fs.realpathSync(target)), here(fs.realpathSync.native(target)));
}
console.log(fs.realpathSync('s', 'buffer').equals(Buffer.from(fs.realpathSync('b'))));
show('realpath below a file', () => fs.realpathSync.native('b/x'));

const fd = fs.openSync('nameless', 'w+');
fs.writeSync(fd, 'still here');
fs.unlinkSync('nameless');
const buffer = Buffer.alloc(10);
fs.readSync(fd, buffer, 0, 10, 0);
console.log('nameless', buffer.toString(), fs.fstatSync(fd).nlink, fs.fstatSync(fd).size, fs.existsSync('nameless'));
fs.ftruncateSync(fd, 2);
console.log(fs.fstatSync(fd).size);
fs.closeSync(fd);

let chain = 'b';
for (let i = 0; i < 45; i++) {
  fs.symlinkSync(chain, `chain${i}`);
  chain = `chain${i}`;
}
show('39 links', () => fs.readFileSync('chain38', 'utf8'));
show('45 links', () => fs.readFileSync('chain44', 'utf8'));

fs.symlink('b', 'async', (error) => {
  fs.readlink('async', (linkError, target) => {
    console.log('callback', error, linkError, target);
    fs.symlink('b', 'async', (exists) => {
      console.log(exists.message);
      fs.link('absent', 'x', (absent) => {
        console.log(absent.message);
        fs.realpath('sde', (realError, real) => {
          console.log(realError, here(real));
          fs.realpath.native('absent', async (gone) => {
            console.log(gone.message);
            const { link, symlink, readlink, realpath } = fs.promises;
            console.log(await link('b', 'pb'), await symlink('pb', 'ps'), await readlink('ps'), here(await realpath('ps')));
            const failed = await Promise.allSettled([link('b', 'pb'), symlink('x', 'ps'), readlink('b'), realpath('absent')]);
            console.log(failed.map(({ status, reason }) => `${status} ${reason.message}`));
          });
        });
      });
    });
  });
});
