'use strict';
// mkdtemp: shape of the name, mode, encodings, prefixes, disposal.
const fs = require('node:fs');
const path = require('node:path');
const made = [fs.mkdtempSync('t-'), fs.mkdtempSync('t-'), fs.mkdtempSync(''), fs.mkdtempSync(`${process.cwd()}/abs-`), fs.mkdtempSync(Buffer.from('buf-'))];
for (const each of made) console.log(path.basename(each).replace(/[A-Za-z0-9]{6}$/, '######'), fs.statSync(each).isDirectory(), (fs.statSync(each).mode & 0o777).toString(8));
console.log(new Set(made).size, path.isAbsolute(made[3]));
const asBuffer = fs.mkdtempSync('b-', 'buffer');
console.log(Buffer.isBuffer(asBuffer), fs.existsSync(asBuffer), fs.mkdtempSync('h-', { encoding: 'hex' }).startsWith('682d'));
fs.mkdirSync('dir');
console.log(fs.mkdtempSync('dir/').length, fs.readdirSync('dir').length);
for (const prefix of ['no/where-', 'a\0', 5]) {
  try {
    fs.mkdtempSync(prefix);
  } catch (error) {
    console.log(error.name, error.code, error.syscall, error.message);
  }
}
{
  using scoped = fs.mkdtempDisposableSync('scoped-');
  fs.writeFileSync(`${scoped.path}/inside`, 'x');
  console.log(fs.existsSync(scoped.path), Object.keys(scoped).join());
}
console.log(fs.readdirSync('.').some((name) => name.startsWith('scoped-')));
fs.mkdtemp('c-', (error, name) => {
  console.log(error, name.slice(0, 2), name.length);
  fs.mkdtemp('no/x-', async (absent) => {
    console.log(absent.code, absent.syscall);
    console.log((await fs.promises.mkdtemp('p-')).length);
    const disposable = await fs.promises.mkdtempDisposable('d-');
    fs.writeFileSync(`${disposable.path}/f`, '');
    await disposable.remove();
    console.log(fs.existsSync(disposable.path));
    await fs.promises.mkdtemp('no/x-').catch((rejected) => console.log(rejected.code));
  });
});
