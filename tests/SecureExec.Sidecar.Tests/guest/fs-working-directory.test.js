'use strict';
// chdir and cwd with relative paths, removed directories, links on the way.
const fs = require('node:fs');
const path = require('node:path');
const start = process.cwd();
const here = () => path.relative(start, process.cwd()) || '.';
fs.mkdirSync('a/b/c', { recursive: true });
fs.writeFileSync('a/b/file', 'content');
fs.symlinkSync('a/b', 'short');
process.chdir('a/b');
console.log(here(), fs.readFileSync('file', 'utf8'), fs.readdirSync('.'), fs.readdirSync('..'));
process.chdir('c');
console.log(here(), fs.existsSync('../file'), path.relative(start, path.resolve('x')));
process.chdir('../../..');
process.chdir('short');
console.log(here(), fs.readFileSync('../b/file', 'utf8'));
process.chdir(start);
for (const target of ['absent', 'a/b/file', '']) {
  try {
    process.chdir(target);
    console.log('moved', target);
  } catch (error) {
    console.log(error.message.replaceAll(start, '$'), error.code, error.errno, error.syscall, error.path?.replace(start, '$'), error.dest);
  }
}
try {
  process.chdir(5);
} catch (error) {
  console.log(error.message);
}
const opened = fs.opendirSync('a');
process.chdir('a/b/c');
console.log(opened.readSync().name);
opened.closeSync();
fs.rmdirSync('../c');
console.log(fs.existsSync('.'), fs.existsSync('..'));
for (const body of [() => fs.writeFileSync('x', ''), () => fs.mkdirSync('y'), () => fs.readdirSync('.').length]) {
  try {
    console.log(body());
  } catch (error) {
    console.log(error.message);
  }
}
process.chdir(start);
const pending = fs.promises.readFile('a/b/file', 'utf8');
process.chdir('a');
pending.then((text) => console.log('path taken at the call', text), (error) => console.log(error.code === 'ENOENT' ? 'path taken at the call content' : error));
