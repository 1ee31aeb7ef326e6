'use strict';
// Paths as Buffers and URLs, names with odd characters, relative steps.
const fs = require('node:fs');
const { pathToFileURL } = require('node:url');
const names = ['plain', 'with space', "quote'", 'per%cent', 'hash#', 'question?', 'back\\slash', 'new\nline', '\u00fcml\u00e4ut', '\u4e2d\u6587', '\u{1F680}', '-dash', '~', '*', '..dots', 'e\u0301'];
fs.mkdirSync('d');
for (const name of names) {
  fs.writeFileSync(`d/${name}`, name);
  const viaUrl = fs.readFileSync(pathToFileURL(`d/${name}`), 'utf8');
  const viaBuffer = fs.readFileSync(Buffer.from(`d/${name}`), 'utf8');
  console.log(JSON.stringify(name), viaUrl === name, viaBuffer === name, fs.readdirSync('d').includes(name));
}
console.log(fs.readdirSync('d').length, fs.readdirSync(Buffer.from('d'), 'buffer').length);
for (const odd of ['./d/./plain', 'd//plain', 'd/../d/plain', '././/d///plain', 'd/x/../plain']) {
  try {
    console.log(odd, fs.readFileSync(odd, 'utf8'));
  } catch (error) {
    console.log(odd, error.message);
  }
}
for (const url of ['http://host/x', 'file://host/x', 'file:///a%2fb', 'file:///a%00b']) {
  try {
    fs.readFileSync(new URL(url));
  } catch (error) {
    console.log(url, error.name, error.code, error.message);
  }
}
try {
  fs.readFileSync(Buffer.from('d/absent'));
} catch (error) {
  console.log(error.message, error.path);
}
try {
  fs.readFileSync(new Uint8Array([0x64, 0x2f, 0x21]));
} catch (error) {
  console.log(error.message);
}
console.log(fs.existsSync(Buffer.from('d')), fs.statSync(new URL(`${pathToFileURL('d')}`)).isDirectory());
fs.renameSync(Buffer.from('d/plain'), pathToFileURL('d/moved'));
console.log(fs.existsSync('d/moved'));
fs.mkdirSync(`${'deep/'.repeat(60)}end`, { recursive: true });
console.log(fs.readdirSync('deep', { recursive: true }).length);
fs.rmSync('deep', { recursive: true });
const long = 'n'.repeat(255);
fs.writeFileSync(long, 'long');
console.log(fs.readFileSync(long, 'utf8'));
for (const tooLong of ['n'.repeat(256), `${'x/'.repeat(2100)}y`]) {
  try {
    fs.statSync(tooLong);
  } catch (error) {
    console.log(error.code, error.errno);
  }
}
