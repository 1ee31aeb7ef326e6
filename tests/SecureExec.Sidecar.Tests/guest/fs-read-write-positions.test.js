'use strict';
// Offsets of descriptors: current position, pread and pwrite, append, sparse files, partial reads.
const fs = require('node:fs');
const log = (...values) => console.log(...values);

fs.writeFileSync('f', '0123456789');
const fd = fs.openSync('f', 'r+');
const buffer = Buffer.alloc(6, '.');
const read = (...args) => { buffer.fill('.'); const count = fs.readSync(fd, buffer, ...args); return `${count} ${buffer}`; };

log('current', read(0, 3, null), read(0, 3, null));
log('pread leaves the offset', read(0, 4, 0), read(0, 2, null));
log('offset in buffer', read(2, 3, 5));
log('beyond the end', read(0, 6, 8), read(0, 6, 10), read(0, 6, 1000));
log('bigint position', read(0, 2, 4n), 'options', read({ offset: 1, length: 2, position: 6 }), 'defaults', fs.readSync(fd, buffer), String(buffer));
log('zero length', fs.readSync(fd, buffer, 0, 0, 0));

log('write at', fs.writeSync(fd, Buffer.from('ABCD'), 1, 2, 3), fs.readFileSync('f', 'utf8'));
log('write string at', fs.writeSync(fd, 'xyz', 7), fs.readFileSync('f', 'utf8'));
log('write at the current offset', fs.writeSync(fd, 'END'), fs.readFileSync('f', 'utf8'));
log('hex', fs.writeSync(fd, '2a2b', 0, 'hex'), 'latin1', fs.writeSync(fd, '\xe9', 2, 'latin1'), 'base64', fs.writeSync(fd, 'Pz8_', 3, 'base64'), fs.readFileSync('f', 'latin1'));
log('utf16', fs.writeSync(fd, 'h\u00e9', 0, 'utf16le'), fs.readFileSync('f').toString('hex'));
log('empty string', fs.writeSync(fd, ''));
fs.closeSync(fd);

const sparse = fs.openSync('sparse', 'w+');
log('sparse', fs.writeSync(sparse, 'tail', 100), fs.fstatSync(sparse).size, fs.readFileSync('sparse').subarray(0, 104).toString('latin1').replaceAll('\0', '_'));
fs.ftruncateSync(sparse, 4);
log('after truncate the offset stays', fs.writeSync(sparse, 'q'), fs.readFileSync('sparse').toString('hex'));
fs.closeSync(sparse);

fs.writeFileSync('log', 'one\n');
const appending = fs.openSync('log', 'a+');
log('append ignores the position', fs.writeSync(appending, 'two\n', 0), JSON.stringify(fs.readFileSync('log', 'utf8')));
const whole = Buffer.alloc(32);
log('append reads from the start', fs.readSync(appending, whole, 0, 32, 0), JSON.stringify(whole.toString('utf8', 0, 8)));
fs.appendFileSync('log', 'three\n');
log('two writers', fs.writeSync(appending, 'four\n'), JSON.stringify(fs.readFileSync('log', 'utf8')));
fs.appendFileSync(appending, 'five\n');
fs.closeSync(appending);
log('appended', fs.readFileSync('log', 'utf8').split('\n').length);

const shared = [fs.openSync('log', 'r'), fs.openSync('log', 'r')];
log('two descriptors', shared.map((each) => { const b = Buffer.alloc(3); fs.readSync(each, b); return b.toString(); }));
shared.forEach((each) => fs.closeSync(each));

const large = Buffer.alloc(300_000, 'ab');
fs.writeFileSync('large', large);
const big = fs.openSync('large', 'r');
const into = Buffer.alloc(400_000);
log('large', fs.readSync(big, into, 0, into.length, null), into.subarray(0, 300_000).equals(large), fs.readSync(big, into, 0, 10, null));
fs.closeSync(big);

for (const view of [new Uint16Array(4), new DataView(new ArrayBuffer(6), 2), new Float64Array(1)]) {
  const each = fs.openSync('f2', 'w+');
  fs.writeSync(each, Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]));
  log(view.constructor.name, fs.readSync(each, view, 0, view.byteLength, 0), fs.writeSync(each, view), fs.readFileSync('f2').length);
  fs.closeSync(each);
}
for (const [name, body] of Object.entries({
  readWriteOnly: () => { const w = fs.openSync('w', 'w'); try { fs.readSync(w, buffer); } finally { fs.closeSync(w); } },
  writeReadOnly: () => { const r = fs.openSync('f', 'r'); try { fs.writeSync(r, 'x'); } finally { fs.closeSync(r); } },
  writeReadOnlyBuffer: () => { const r = fs.openSync('f', 'r'); try { fs.writeSync(r, buffer); } finally { fs.closeSync(r); } },
  closed: () => fs.readSync(fd, buffer),
  closedWrite: () => fs.writeSync(fd, 'x'),
  tooLong: () => fs.readSync(0, buffer, 0, 7),
  badOffset: () => fs.readSync(0, buffer, 9, 1),
  badPosition: () => fs.readSync(0, buffer, 0, 1, 1.5),
  emptyBuffer: () => fs.readSync(0, Buffer.alloc(0), 0, 1),
  notABuffer: () => fs.readSync(0, 'text'),
})) {
  try {
    console.log(name, body());
  } catch (error) {
    console.log(name, error.name, error.code, error.syscall, error.message);
  }
}
