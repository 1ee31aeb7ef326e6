'use strict';
// mkdir with and without recursion: values, modes, every kind of obstacle, in all three styles.
const fs = require('node:fs');

fs.writeFileSync('file', '');
fs.mkdirSync('dir');
fs.symlinkSync('dir', 'todir');
fs.symlinkSync('gone', 'dangling');
process.umask(0o022);
const cases = [
  ['plain', 'one'], ['again', 'one'], ['missing parent', 'x/y'], ['over a file', 'file'], ['below a file', 'file/z'], ['link to dir', 'todir'],
  ['dangling', 'dangling'], ['below a link', 'todir/inside'], ['trailing slash', 'slash/'], ['dot', '.'], ['empty', ''], ['root', '/'],
];
for (const recursive of [false, true]) {
  for (const [name, target] of cases) {
    try {
      console.log(recursive, name, '=>', fs.mkdirSync(target, { recursive }));
    } catch (error) {
      console.log(recursive, name, error.message, error.code, error.errno, error.syscall, error.path);
    }
  }
}
for (const target of ['r/a/b/c', 'r/a/b/c', 'r/a/d', './q/./w', 'q//w//e/', 'todir/p/q', 'file/a/b', 'dangling/a', 'r/../s/t']) {
  try {
    console.log('recursive', target, '=>', fs.mkdirSync(target, { recursive: true }));
  } catch (error) {
    console.log('recursive', target, error.message, error.code);
  }
}
const mode = (target) => (fs.statSync(target).mode & 0o7777).toString(8);
fs.mkdirSync('m1', 0o750);
fs.mkdirSync('m2', { mode: '711' });
fs.mkdirSync('m3/n', { mode: 0o700, recursive: true });
fs.mkdirSync('m4');
console.log(mode('m1'), mode('m2'), mode('m3'), mode('m3/n'), mode('m4'));
for (const bad of [() => fs.mkdirSync('z', { recursive: 1 }), () => fs.mkdirSync('z', { mode: '9' }), () => fs.mkdirSync(5)]) {
  try {
    console.log(bad());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
fs.mkdir('c1', (error, value) => {
  console.log('callback', error, value);
  fs.mkdir('c1', (exists) => {
    console.log('callback exists', exists.message);
    fs.mkdir('c2/d/e', { recursive: true }, (deepError, first) => {
      console.log('callback recursive', deepError, first);
      fs.mkdir('file/d', { recursive: true }, async (blocked) => {
        console.log('callback blocked', blocked.message);
        console.log('promise', await fs.promises.mkdir('p1'), await fs.promises.mkdir('p2/q/r', { recursive: true }), await fs.promises.mkdir('p2/q', { recursive: true }));
        await fs.promises.mkdir('p1').catch((rejected) => console.log('promise exists', rejected.message));
        await fs.promises.mkdir('no/p1').catch((rejected) => console.log('promise missing', rejected.message));
      });
    });
  });
});
