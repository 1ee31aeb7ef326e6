'use strict';
// readv and writev, synchronous, with callbacks and as promises.
const fs = require('node:fs');
const parts = () => [Buffer.from('one'), new Uint8Array(0), Buffer.from('-two-'), Buffer.from('three')];

const fd = fs.openSync('v', 'w+');
console.log('writev', fs.writevSync(fd, parts()), fs.readFileSync('v', 'utf8'));
console.log('writev at', fs.writevSync(fd, [Buffer.from('X'), Buffer.from('Y')], 1), fs.readFileSync('v', 'utf8'));
console.log('writev at the offset', fs.writevSync(fd, [Buffer.from('!')]), fs.readFileSync('v', 'utf8'));
console.log('writev of none', fs.writevSync(fd, []));
const targets = [Buffer.alloc(4), Buffer.alloc(3), Buffer.alloc(20)];
console.log('readv', fs.readvSync(fd, targets, 0), targets.map((each) => each.toString().replaceAll('\0', '.')));
console.log('readv at the end', fs.readvSync(fd, targets));
console.log('readv beyond', fs.readvSync(fd, targets, 500));
for (const bad of [[1], 'no', [Buffer.alloc(1), null], undefined]) {
  try {
    console.log(fs.writevSync(fd, bad));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
fs.writev(fd, parts(), 0, (error, written, buffers) => {
  console.log('writev callback', error, written, buffers.length);
  const into = [new Uint16Array(2), Buffer.alloc(3)];
  fs.readv(fd, into, 0, (readError, bytesRead, same) => {
    console.log('readv callback', readError, bytesRead, same === into, into[0], into[1].toString());
    fs.closeSync(fd);
    fs.readv(fd, into, 0, (closedError, count) => {
      console.log('closed', closedError.code, closedError.syscall, closedError.message, count);
      promises();
    });
  });
});

async function promises() {
  const handle = await fs.promises.open('v', 'r+');
  const wrote = await handle.writev([Buffer.from('pp'), Buffer.from('qq')], 2);
  console.log('promise writev', wrote.bytesWritten, wrote.buffers.length, fs.readFileSync('v', 'utf8'));
  const read = await handle.readv([Buffer.alloc(4), Buffer.alloc(4)], 0);
  console.log('promise readv', read.bytesRead, read.buffers.map(String));
  console.log('promise none', (await handle.writev([])).bytesWritten);
  await handle.close();
}
