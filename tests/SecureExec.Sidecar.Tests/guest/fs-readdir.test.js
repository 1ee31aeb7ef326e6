'use strict';
// Directory listings: order, types, encodings, recursion, errors.
const fs = require('node:fs');
const path = require('node:path');

fs.mkdirSync('root/sub/deep', { recursive: true });
fs.mkdirSync('root/empty');
for (const name of ['b', 'a', 'B', '10', '9', '_', '.hidden', 'z\u00e9', '\u{1F600}', '\uFF5E', 'a b']) fs.writeFileSync(path.join('root', name), name);
fs.writeFileSync('root/sub/one', '');
fs.writeFileSync('root/sub/deep/two', '');
fs.symlinkSync('sub', 'root/tosub');
fs.symlinkSync('nowhere', 'root/dangling');

console.log(fs.readdirSync('root'));
console.log(fs.readdirSync('root/empty'), fs.readdirSync('root/').length);
const kind = (entry) => ['isFile', 'isDirectory', 'isSymbolicLink'].filter((each) => entry[each]()).join();
for (const entry of fs.readdirSync('root', { withFileTypes: true })) {
  console.log(entry.constructor.name, entry.name, kind(entry), entry.parentPath, Object.keys(entry).join());
}
console.log(fs.readdirSync('root', { recursive: true }));
console.log(fs.readdirSync('root', { recursive: true, withFileTypes: true }).map((entry) => `${entry.parentPath}|${entry.name}|${kind(entry)}`));
console.log(fs.readdirSync('root', 'buffer').map((each) => `${Buffer.isBuffer(each)} ${each.toString('hex')}`));
console.log(fs.readdirSync('root', 'hex'), fs.readdirSync('root', { encoding: 'base64' }).slice(0, 3), fs.readdirSync('root', 'latin1').at(-1));
console.log(fs.readdirSync('root', { encoding: 'buffer', withFileTypes: true })[0].name);
console.log(fs.readdirSync(Buffer.from('root/sub')), fs.readdirSync(new URL(`file://${process.cwd()}/root/sub`)));

for (const target of ['absent', 'root/a', 'root/dangling', '']) {
  for (const options of [undefined, { withFileTypes: true }, { recursive: true }]) {
    try {
      console.log(fs.readdirSync(target, options));
    } catch (error) {
      console.log(error.message, error.code, error.errno, error.syscall, error.path);
    }
  }
}
try {
  fs.readdirSync('root', { recursive: 'yes' });
} catch (error) {
  console.log(error.message);
}
try {
  fs.readdirSync('root', 'nonsense');
} catch (error) {
  console.log(error.message);
}
fs.readdir('root/sub', (error, names) => {
  console.log('callback', error, names);
  fs.readdir('root/sub', { withFileTypes: true }, (typedError, entries) => {
    console.log('typed', typedError, entries.map((entry) => `${entry.name} ${kind(entry)}`));
    fs.readdir('absent', (absent) => {
      console.log('absent', absent.message);
      fs.readdir('root', { recursive: true }, async (recursiveError, all) => {
        console.log('recursive', recursiveError, all.length);
        console.log('promise', await fs.promises.readdir('root/sub'), (await fs.promises.readdir('root/sub', { withFileTypes: true })).map(kind));
        console.log('promise recursive', (await fs.promises.readdir('root/sub', { recursive: true })));
        await fs.promises.readdir('absent').catch((rejected) => console.log('rejected', rejected.message));
      });
    });
  });
});
