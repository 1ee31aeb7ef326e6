'use strict';
// readFile, writeFile, appendFile: encodings, flags, descriptors, sizes around the chunk limits, signals.
const fs = require('node:fs');
const show = (name, body) => {
  try {
    console.log(name, '=>', body());
  } catch (error) {
    console.log(name, error.name, error.message, error.code, error.syscall, error.path);
  }
};
const text = 'h\u00e9llo w\u00f6rld \u{1F600} \u4e2d\n';
for (const encoding of ['utf8', 'utf-8', 'UTF8', 'latin1', 'ascii', 'hex', 'base64', 'base64url', 'utf16le', 'ucs2', 'binary']) {
  fs.writeFileSync('f', text);
  show(`read ${encoding}`, () => JSON.stringify(fs.readFileSync('f', encoding)));
  show(`read option ${encoding}`, () => fs.readFileSync('f', { encoding }) === fs.readFileSync('f').toString(encoding));
  show(`write ${encoding}`, () => { fs.writeFileSync('g', '68656c6c6f', encoding); return fs.readFileSync('g').toString('hex'); });
}
fs.writeFileSync('bad', Buffer.from([0x61, 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x62, 0xf0, 0x9f]));
console.log(JSON.stringify(fs.readFileSync('bad', 'utf8')), fs.readFileSync('bad', 'utf8') === fs.readFileSync('bad').toString());
fs.writeFileSync('bom', '\ufeffbom');
console.log(JSON.stringify(fs.readFileSync('bom', 'utf8')), fs.readFileSync('bom').length);
fs.writeFileSync('lone', 'a\ud800b');
console.log(fs.readFileSync('lone').toString('hex'));
for (const data of [Buffer.from('buffer'), new Uint8Array([1, 2]), new Float32Array([1.5]), new DataView(new ArrayBuffer(3)), '']) {
  fs.writeFileSync('g', data);
  console.log(fs.readFileSync('g').toString('hex'));
}
for (const flag of ['w', 'a', 'wx', 'r+', 'a+', 'w+']) {
  fs.writeFileSync('g', 'abcdef');
  show(`flag ${flag}`, () => { fs.writeFileSync('g', 'XY', { flag }); return fs.readFileSync('g', 'utf8'); });
}
show('read flag a+', () => fs.readFileSync('created', { flag: 'a+', encoding: 'utf8' }));
show('read flag w', () => fs.readFileSync('g', { flag: 'w' }));
show('mode', () => { fs.writeFileSync('moded', 'x', { mode: 0o600 }); return (fs.statSync('moded').mode & 0o777).toString(8); });
show('append', () => { fs.appendFileSync('log', 'a'); fs.appendFileSync('log', Buffer.from('b')); fs.appendFileSync('log', '63', 'hex'); return fs.readFileSync('log', 'utf8'); });
show('flush', () => { fs.writeFileSync('flushed', 'x', { flush: true }); return fs.readFileSync('flushed', 'utf8'); });
const fd = fs.openSync('log', 'r+');
show('fd read', () => fs.readFileSync(fd, 'utf8'));
show('fd read again', () => fs.readFileSync(fd, 'utf8'));
show('fd write', () => { fs.writeFileSync(fd, 'more'); return fs.readFileSync('log', 'utf8'); });
show('fd buffer', () => { fs.writeFileSync(fd, Buffer.from('!')); return fs.readFileSync('log', 'utf8'); });
fs.closeSync(fd);
show('closed fd', () => fs.readFileSync(fd, 'utf8'));
show('closed fd buffer', () => fs.readFileSync(fd));
show('closed fd write', () => fs.writeFileSync(fd, 'x'));
fs.mkdirSync('d');
for (const target of ['absent', 'd', 'log/x', 'no/x', '']) {
  show(`read ${target}`, () => fs.readFileSync(target));
  show(`read utf8 ${target}`, () => fs.readFileSync(target, 'utf8'));
  show(`write ${target}`, () => { fs.writeFileSync(target, 'x'); if (target === 'absent') fs.unlinkSync(target); });
  show(`write buffer ${target}`, () => { fs.writeFileSync(target, Buffer.from('x')); if (target === 'absent') fs.unlinkSync(target); });
}
show('write number', () => fs.writeFileSync('g', 5));
show('write object', () => fs.writeFileSync('g', { toString: () => 'x' }));
show('bad encoding', () => fs.readFileSync('g', 'nope'));
for (const size of [0, 1, 8191, 8192, 8193, 65536, 524287, 524288, 524289, 1_100_000]) {
  const content = Buffer.alloc(size, 'abcdefg');
  fs.writeFileSync('sized', content);
  console.log(size, fs.readFileSync('sized').equals(content), fs.readFileSync('sized', 'utf8').length, fs.readFileSync('sized', 'latin1').length);
}
let pending = 0;
const report = [];
const done = () => { if (--pending === 0) { report.sort(); console.log(report.join('\n')); signals(); } };
for (const size of [0, 10, 524288, 524289, 1_100_000]) {
  const content = Buffer.alloc(size, 'xyz');
  const name = `async${size}`;
  pending += 2;
  fs.writeFile(name, content, (writeError) => {
    fs.readFile(name, (error, back) => { report.push(`callback ${size} ${writeError} ${error} ${back.equals(content)} ${Buffer.isBuffer(back)}`); done(); });
    fs.promises.readFile(name, 'utf8').then((back) => { report.push(`promise ${size} ${back.length}`); done(); });
  });
}
async function signals() {
  const aborted = AbortSignal.abort('why');
  fs.readFile('log', { signal: aborted }, (error) => console.log('aborted', error.name, error.code, error.cause));
  await fs.promises.readFile('log', { signal: aborted }).catch((error) => console.log('aborted promise', error.name, error.code));
  await fs.promises.writeFile('log', 'x', { signal: aborted }).catch((error) => console.log('aborted write', error.name));
  const controller = new AbortController();
  const reading = fs.promises.readFile('async1100000', { signal: controller.signal });
  controller.abort();
  await reading.catch((error) => console.log('aborted later', error.name));
  await fs.promises.writeFile('iter', (async function* () { yield 'one '; yield Buffer.from('two '); yield 'three'; })());
  console.log(await fs.promises.readFile('iter', 'utf8'));
  await fs.promises.appendFile('iter', '!');
  console.log(await fs.promises.readFile(new URL(`file://${process.cwd()}/iter`), { encoding: 'utf8' }), await fs.promises.readFile(Buffer.from('iter'), 'hex'));
  for (const target of ['absent', 'd']) {
    await fs.promises.readFile(target).catch((error) => console.log(error.message, error.path));
    await fs.promises.writeFile(`${target}/x/y`, '').catch((error) => console.log(error.message, error.path));
  }
  const buffer = Buffer.alloc(64);
  console.log(fs.readFileSync('log', { buffer }).toString(), (await fs.promises.readFile('log', { buffer })).toString());
}
