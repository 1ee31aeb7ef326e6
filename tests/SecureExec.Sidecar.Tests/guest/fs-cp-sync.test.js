'use strict';
// cpSync: trees, options, links, everything it refuses.
const fs = require('node:fs');
const path = require('node:path');

function source(root) {
  fs.mkdirSync(`${root}/a/b`, { recursive: true });
  fs.mkdirSync(`${root}/hollow`);
  fs.writeFileSync(`${root}/one`, '1', { mode: 0o640 });
  fs.writeFileSync(`${root}/a/two`, '22');
  fs.writeFileSync(`${root}/a/b/three`, '333', { mode: 0o755 });
  fs.symlinkSync('one', `${root}/link`);
  fs.symlinkSync('../one', `${root}/a/up`);
  fs.symlinkSync('b', `${root}/a/tob`);
  fs.chmodSync(`${root}/a/b`, 0o700);
}
function show(root) {
  const lines = [];
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    const full = path.join(entry.parentPath, entry.name);
    if (fs.lstatSync(entry.parentPath).isSymbolicLink()) continue;
    const mode = (fs.lstatSync(full).mode & 0o777).toString(8);
    lines.push(entry.isSymbolicLink() ? `${full}>${fs.readlinkSync(full).replace(process.cwd(), '$')}` : entry.isDirectory() ? `${full}/ ${mode}` : `${full}=${fs.readFileSync(full)} ${mode}`);
  }
  return lines.join('\n  ');
}
function attempt(name, from, to, options) {
  try {
    console.log(name, '=>', fs.cpSync(from, to, options), `\n  ${fs.lstatSync(to).isDirectory() ? show(to) : fs.readFileSync(to)}`);
  } catch (error) {
    const message = error.message.replaceAll(process.cwd(), '$');
    console.log(name, error.name, error.code, error.errno, error.syscall, error.path?.replace(process.cwd(), '$'), message);
  }
}
source('src');
attempt('tree', 'src', 'd1', { recursive: true });
attempt('again', 'src', 'd1', { recursive: true });
attempt('verbatim', 'src', 'd2', { recursive: true, verbatimSymlinks: true });
attempt('dereference', 'src', 'd3', { recursive: true, dereference: true });
attempt('deep target', 'src', 'x/y/z', { recursive: true });
attempt('not recursive', 'src', 'd4');
attempt('file', 'src/one', 'f1');
attempt('file over', 'src/a/two', 'f1');
attempt('file no force', 'src/one', 'f1', { force: false });
attempt('file error on exist', 'src/one', 'f1', { force: false, errorOnExist: true });
attempt('file deep', 'src/one', 'n/e/w', {});
attempt('link', 'src/link', 'l1', {});
attempt('link over a link', 'src/link', 'l1', {});
attempt('link dereferenced', 'src/link', 'l2', { dereference: true });
attempt('absent', 'absent', 'd5', { recursive: true });
attempt('itself', 'src', 'src', { recursive: true });
attempt('into itself', 'src', 'src/a/inside', { recursive: true });
attempt('file onto directory', 'src/one', 'd1', { recursive: true });
attempt('directory onto file', 'src', 'f1', { recursive: true });
attempt('tree error on exist', 'src', 'd1', { recursive: true, force: false, errorOnExist: true });
fs.writeFileSync('d1/one', 'changed');
fs.writeFileSync('d1/extra', 'extra');
fs.rmSync('d1/link');
fs.rmSync('d1/a/up');
fs.rmSync('d1/a/tob');
attempt('merge without force', 'src', 'd1', { recursive: true, force: false });
fs.utimesSync('src/one', 1000, 2000);
fs.utimesSync('src/a', 3000, 4000);
attempt('timestamps', 'src', 'd6', { recursive: true, preserveTimestamps: true });
console.log(fs.statSync('d6/one').mtimeMs, fs.statSync('d6/a').mtimeMs);
attempt('timestamps of a file', 'src/one', 'f6', { preserveTimestamps: true });
console.log(fs.statSync('f6').mtimeMs);
const seen = [];
attempt('filter', 'src', 'd7', { recursive: true, filter: (from, to) => { seen.push(`${from}>${to}`); return !from.endsWith('two') && !from.endsWith('up'); } });
console.log(seen.sort().join());
attempt('filter refuses all', 'src', 'd8', { recursive: true, filter: () => false });
attempt('filter promise', 'src', 'd8', { recursive: true, filter: async () => true });
attempt('mode', 'src/one', 'f9', { mode: fs.constants.COPYFILE_EXCL });
attempt('mode exists', 'src/a/two', 'f9', { mode: fs.constants.COPYFILE_EXCL });
for (const options of [{ recursive: 'x' }, { mode: 'x' }, { filter: 1 }, { dereference: true, verbatimSymlinks: true }]) attempt(JSON.stringify(options), 'src', 'd9', options);
attempt('url', new URL(`file://${process.cwd()}/src/one`), new URL(`file://${process.cwd()}/f10`));
fs.symlinkSync('gone', 'dangling');
attempt('dangling', 'dangling', 'l3', {});
