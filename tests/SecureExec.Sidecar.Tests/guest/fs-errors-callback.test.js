'use strict';
// Each operation's error through callbacks and promises: the same shape, and argument checks that throw at once.
const fs = require('node:fs');
const { promisify } = require('node:util');
fs.writeFileSync('file', '');
fs.mkdirSync('full/x', { recursive: true });
const shape = (error) => JSON.stringify({ name: error.name, message: error.message, code: error.code, errno: error.errno, syscall: error.syscall, path: error.path, dest: error.dest });

const calls = {
  access: ['absent'], stat: ['absent'], lstat: ['absent'], readlink: ['file'], readdir: ['file'], rmdir: ['full'], unlink: ['full'], mkdir: ['file'],
  rename: ['absent', 'b'], link: ['absent', 'b'], symlink: ['a', 'file'], copyFile: ['absent', 'b'], chmod: ['absent', 0o600], utimes: ['absent', 1, 1],
  lutimes: ['absent', 1, 1], truncate: ['absent', 1], open: ['absent'], readFile: ['absent'], writeFile: ['absent/x', ''], appendFile: ['absent/x', ''],
  realpath: ['absent'], opendir: ['absent'], rm: ['absent'], cp: ['absent', 'b'],
};
(async () => {
  for (const [name, args] of Object.entries(calls)) {
    const viaCallback = await promisify(fs[name])(...args).catch((error) => error);
    const viaPromise = await fs.promises[name](...args).catch((error) => error);
    const hide = (text) => text.replaceAll(process.cwd(), '$');
    console.log(name, hide(shape(viaCallback)), shape(viaCallback) === shape(viaPromise) ? 'same' : hide(shape(viaPromise)));
  }
  for (const name of ['close', 'fsync', 'fdatasync', 'fstat']) {
    console.log(name, shape(await promisify(fs[name])(955).catch((error) => error)));
  }
  for (const [name, ...args] of [['ftruncate', 955, 1], ['fchmod', 955, 0o600], ['futimes', 955, 1, 1], ['read', 955, Buffer.alloc(1), 0, 1, 0], ['write', 955, 'x']]) {
    console.log(name, shape(await promisify(fs[name])(...args).catch((error) => error)));
  }
  for (const [name, ...args] of [['closeSync'], ['closeSync', '1'], ['closeSync', -1], ['closeSync', 1.5], ['closeSync', 2 ** 31], ['closeSync', {}], ['closeSync', 10n], ['closeSync', Symbol('s')],
    ['fsyncSync', null], ['fstatSync', () => {}], ['fstatSync', new Date(0)], ['readSync', 'x', Buffer.alloc(1)], ['writeSync', -3, 'x'], ['ftruncateSync', NaN], ['fchmodSync', '1', 1],
    ['statSync'], ['readFileSync', {}], ['openSync', null], ['renameSync', 'a'], ['mkdirSync', Symbol.iterator], ['unlinkSync', 'a\u0000b'], ['openSync', 'x', 'q'], ['openSync', 'x', 'r', 'zz'],
    ['stat', 'x'], ['readFile', 'x'], ['open', 'x'], ['mkdir', 'x', {}], ['rename', 'a', 'b'], ['close', 1, 'cb'], ['symlinkSync', 'a', 'b', 'c'], ['copyFileSync', 'a', 'b', 77], ['writeSync', 1, 5]]) {
    try {
      console.log(name, fs[name](...args));
    } catch (error) {
      console.log(name, shape(error));
    }
  }
})();
