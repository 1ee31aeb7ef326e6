'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const old = process.umask(0o27);
console.log(typeof old, process.umask().toString(8));
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'umask-'));
fs.writeFileSync(path.join(dir, 'f'), '');
fs.mkdirSync(path.join(dir, 'd'));
console.log((fs.statSync(path.join(dir, 'f')).mode & 0o777).toString(8), (fs.statSync(path.join(dir, 'd')).mode & 0o777).toString(8));
console.log(process.umask('0077').toString(8), process.umask().toString(8));
for (const bad of ['abc', -1, {}, 0o1000000000000, null, 1.5]) {
  try { console.log(process.umask(bad)); } catch (error) { console.log(error.code, error.message); }
}
console.log(process.umask().toString(8));
process.title = 'a new title';
console.log(process.title);
fs.rmSync(dir, { recursive: true });
