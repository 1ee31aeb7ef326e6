'use strict';
// truncate and ftruncate: shorter, longer, zero; errors; all three styles.
const fs = require('node:fs');
const content = () => fs.readFileSync('t', 'latin1').replaceAll('\0', '_');
const reset = () => fs.writeFileSync('t', 'abcdefgh');

for (const length of [3, 0, 12, undefined, -4]) {
  reset();
  fs.truncateSync('t', length);
  console.log('truncate', length, content());
}
for (const length of [5, 10, 0, -1]) {
  reset();
  const fd = fs.openSync('t', 'r+');
  fs.ftruncateSync(fd, length);
  console.log('ftruncate', length, content(), fs.fstatSync(fd).size);
  fs.closeSync(fd);
}
const failures = {
  absent: () => fs.truncateSync('absent', 1),
  directory: () => { fs.mkdirSync('d', { recursive: true }); fs.truncateSync('d', 0); },
  readOnly: () => { const fd = fs.openSync('t', 'r'); try { fs.ftruncateSync(fd, 1); } finally { fs.closeSync(fd); } },
  closed: () => fs.ftruncateSync(999, 1),
  fraction: () => fs.truncateSync('t', 1.5),
  text: () => fs.truncateSync('t', '3'),
};
for (const [name, body] of Object.entries(failures)) {
  try {
    console.log(name, body());
  } catch (error) {
    console.log(name, error.name, error.code, error.errno, error.syscall, error.path, error.message);
  }
}
reset();
fs.truncate('t', 6, (error) => {
  console.log('callback', error, content());
  fs.truncate('absent', 1, async (absent) => {
    console.log('callback absent', absent.message);
    await fs.promises.truncate('t', 2);
    console.log('promise', content());
    const handle = await fs.promises.open('t', 'r+');
    await handle.truncate(4);
    console.log('handle', content());
    await handle.truncate();
    console.log('handle to zero', JSON.stringify(content()));
    await handle.close();
    await fs.promises.truncate('absent').catch((rejected) => console.log('promise absent', rejected.code, rejected.syscall, rejected.path));
  });
});
