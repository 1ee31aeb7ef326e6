'use strict';
// File names are bytes: what is no UTF-8 comes back as it was given, in every encoding that can hold it.
const fs = require('fs');
const dir = fs.mkdtempSync(require('path').join(require('os').tmpdir(), 'names-'));
const at = (bytes) => Buffer.concat([Buffer.from(dir + '/'), Buffer.from(bytes)]);
const names = [[0x66, 0xff, 0xfe], [0xc3, 0x28], [0xe2, 0x82], [0xf0, 0x9f, 0x90, 0x84], [0xed, 0xa0, 0x80], [0x20, 0x0a, 0x09]];
names.forEach((bytes, i) => fs.writeFileSync(at(bytes), `content ${i}`));
for (const bytes of names) {
  console.log(fs.readFileSync(at(bytes), 'utf8'), fs.statSync(at(bytes)).size, fs.existsSync(at(bytes)));
}
console.log(fs.readdirSync(dir, 'buffer').map((b) => b.toString('hex')).sort());
for (const encoding of ['hex', 'base64', 'latin1', 'base64url']) console.log(encoding, fs.readdirSync(dir, encoding).map((n) => Buffer.from(n, encoding).toString('hex')).sort());
console.log(fs.readdirSync(dir).map((n) => Buffer.from(n).toString('hex')).sort());
console.log(fs.readdirSync(dir, { encoding: 'buffer', withFileTypes: true }).map((e) => e.name.toString('hex')).sort());
fs.symlinkSync(Buffer.from(names[0]), at([0x6c]));
console.log(fs.readlinkSync(at([0x6c]), 'buffer'), fs.readFileSync(at([0x6c]), 'utf8'));
fs.renameSync(at(names[0]), at(names[1]));
console.log(fs.existsSync(at(names[0])), fs.readFileSync(at(names[1]), 'utf8'));
fs.writeFileSync(`${dir}/\ud800`, 'lone');
console.log(fs.readFileSync(`${dir}/\ufffd`, 'utf8'), fs.realpathSync(`${dir}/\udc80`, 'buffer').subarray(-3));
const long = Buffer.alloc(256, 0x61);
try { fs.writeFileSync(at(long), ''); } catch (e) { console.log(e.code, e.syscall); }
fs.rmSync(dir, { recursive: true });
console.log(fs.existsSync(dir));
