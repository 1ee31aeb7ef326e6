'use strict';
// cp with callbacks and promises: fresh and existing targets, links, filters, errors.
const fs = require('node:fs');
const path = require('node:path');
const { cp } = fs.promises;

function source(root) {
  fs.mkdirSync(`${root}/a/b`, { recursive: true });
  fs.writeFileSync(`${root}/one`, '1', { mode: 0o640 });
  fs.writeFileSync(`${root}/a/two`, '22');
  fs.writeFileSync(`${root}/a/b/three`, '333', { mode: 0o755 });
  fs.symlinkSync('one', `${root}/link`);
  fs.symlinkSync('../one', `${root}/a/up`);
  fs.symlinkSync('gone', `${root}/a/dangling`);
  fs.chmodSync(`${root}/a`, 0o711);
}
const show = (root) => fs.readdirSync(root, { recursive: true, withFileTypes: true }).map((entry) => {
  const full = path.join(entry.parentPath, entry.name);
  const mode = (fs.lstatSync(full).mode & 0o777).toString(8);
  return entry.isSymbolicLink() ? `${full}>${fs.readlinkSync(full).replace(process.cwd(), '$')}` : entry.isDirectory() ? `${full}/ ${mode}` : `${full}=${fs.readFileSync(full)} ${mode}`;
}).join('\n  ');
async function attempt(name, from, to, options) {
  try {
    console.log(name, '=>', await cp(from, to, options), `\n  ${fs.lstatSync(to).isDirectory() ? show(to) : fs.readFileSync(to)}`);
  } catch (error) {
    console.log(name, error.name, error.code, error.errno, error.syscall, error.path?.replace(process.cwd(), '$'), error.message.replaceAll(process.cwd(), '$'));
  }
}
(async () => {
  source('src');
  await attempt('fresh', 'src', 'd1', { recursive: true });
  await attempt('verbatim', 'src', 'd2', { recursive: true, verbatimSymlinks: true });
  await attempt('over', 'src', 'd2', { recursive: true, verbatimSymlinks: true });
  await attempt('not recursive', 'src', 'd3');
  await attempt('file', 'src/one', 'f1');
  await attempt('file over', 'src/a/two', 'f1');
  await attempt('no force', 'src/one', 'f1', { force: false });
  await attempt('error on exist', 'src/one', 'f1', { force: false, errorOnExist: true });
  await attempt('deep', 'src/one', 'n/e/w');
  await attempt('absent', 'absent', 'd4', { recursive: true });
  await attempt('itself', 'src', 'src', { recursive: true });
  await attempt('into itself', 'src', 'src/a/inside', { recursive: true });
  await attempt('file onto directory', 'src/one', 'd1', { recursive: true });
  await attempt('directory onto file', 'src', 'f1', { recursive: true });
  fs.rmSync('src/a/dangling');
  await attempt('dereference', 'src', 'd5', { recursive: true, dereference: true });
  await attempt('filter', 'src', 'd6', { recursive: true, filter: async (from) => !from.endsWith('two') && !from.endsWith('up') });
  fs.utimesSync('src/one', 1000, 2000);
  await attempt('timestamps', 'src', 'd7', { recursive: true, preserveTimestamps: true });
  console.log(fs.statSync('d7/one').mtimeMs);
  await attempt('link', 'src/link', 'l1');
  await new Promise((resolve) => fs.cp('src', 'd8', { recursive: true }, (error) => { console.log('callback', error, fs.readdirSync('d8').join()); resolve(); }));
  await new Promise((resolve) => fs.cp('absent', 'd9', (error) => { console.log('callback', error.message); resolve(); }));
})();
