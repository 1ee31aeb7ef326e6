'use strict';
// access, exists, chmod, fchmod, lchown to oneself, umask: what does not depend on who runs it.
const fs = require('node:fs');
const { F_OK, R_OK, W_OK, X_OK } = fs.constants;
const show = (name, body) => {
  try {
    console.log(name, '=>', body());
  } catch (error) {
    console.log(name, error.name, error.message, error.code, error.errno, error.syscall, error.path);
  }
};
const mode = (target) => (fs.statSync(target).mode & 0o7777).toString(8);

fs.writeFileSync('f', '');
fs.mkdirSync('d');
fs.symlinkSync('f', 'l');
fs.symlinkSync('gone', 'dangling');
for (const [name, target] of Object.entries({ file: 'f', dir: 'd', link: 'l', dangling: 'dangling', absent: 'absent', below: 'f/x', empty: '' })) {
  for (const wanted of [undefined, F_OK, R_OK, W_OK, R_OK | W_OK]) show(`access ${name} ${wanted}`, () => fs.accessSync(target, wanted));
  show(`exists ${name}`, () => fs.existsSync(target));
}
show('not executable', () => fs.accessSync('f', X_OK));
for (const bits of [0o755, 0o600, 0o444, 0o1777, 0o4711, '640']) {
  fs.chmodSync('f', bits);
  console.log(bits, mode('f'), mode('l'));
}
show('executable', () => { fs.chmodSync('f', 0o700); return fs.accessSync('f', X_OK); });
fs.chmodSync('l', 0o604);
console.log('through a link', mode('f'), (fs.lstatSync('l').mode & 0o777).toString(8));
const fd = fs.openSync('f', 'r');
fs.fchmodSync(fd, 0o622);
console.log('fchmod', mode('f'));
fs.closeSync(fd);
show('chmod absent', () => fs.chmodSync('absent', 0o600));
show('chmod dangling', () => fs.chmodSync('dangling', 0o600));
show('chmod text', () => fs.chmodSync('f', 'rwx'));
show('fchmod closed', () => fs.fchmodSync(977, 0o600));
show('access text', () => fs.accessSync('f', 'r'));
show('access range', () => fs.accessSync('f', 8));
show('access type', () => fs.accessSync(1));
for (const odd of [undefined, null, 1, {}, 'a\0b']) show(`exists ${String(odd)}`, () => fs.existsSync(odd));

const { uid, gid } = fs.statSync('f');
show('chown to oneself', () => fs.chownSync('f', uid, gid));
show('chown nothing', () => fs.chownSync('f', -1, -1));
show('lchown', () => fs.lchownSync('l', uid, gid));
show('fchown', () => { const each = fs.openSync('f', 'r'); try { return fs.fchownSync(each, uid, gid); } finally { fs.closeSync(each); } });
show('chown absent', () => fs.chownSync('absent', uid, gid));
show('fchown closed', () => fs.fchownSync(977, uid, gid));
show('chown range', () => fs.chownSync('f', -2, 0));

const before = process.umask(0o027);
fs.writeFileSync('masked', '');
fs.mkdirSync('maskeddir');
console.log('umask', process.umask().toString(8), mode('masked'), mode('maskeddir'));
process.umask(before);
fs.access('absent', (error) => {
  console.log('callback', error.message);
  fs.access('f', R_OK, (fine) => {
    console.log('callback', fine);
    fs.exists('f', (exists) => {
      console.log('exists callback', exists);
      fs.chmod('absent', 0o600, async (absent) => {
        console.log('chmod callback', absent.message);
        await fs.promises.access('absent').catch((rejected) => console.log('promise', rejected.message));
        console.log(await fs.promises.access('f'), await fs.promises.chmod('f', 0o611), mode('f'));
        const handle = await fs.promises.open('f', 'r');
        console.log(await handle.chmod(0o600), await handle.chown(uid, gid), mode('f'));
        await handle.close();
        await fs.promises.chown('absent', uid, gid).catch((rejected) => console.log('promise', rejected.message));
        console.log(await fs.promises.lchown('l', uid, gid), fs.promises.lchmod === fs.lchmod, typeof fs.lchmodSync);
      });
    });
  });
});
