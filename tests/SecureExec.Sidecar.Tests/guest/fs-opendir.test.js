'use strict';
// fs.Dir: synchronous, callbacks, async iteration, buffer sizes, recursion, closing rules.
const fs = require('node:fs');

fs.mkdirSync('d/inner/more', { recursive: true });
for (let i = 0; i < 40; i++) fs.writeFileSync(`d/f${String(i).padStart(2, '0')}`, '');
fs.writeFileSync('d/inner/x', '');
fs.writeFileSync('d/inner/more/y', '');
const sorted = (names) => names.sort().join();

const dir = fs.opendirSync('d');
console.log(dir.constructor.name, dir.path);
const names = [];
let entry;
while ((entry = dir.readSync()) !== null) names.push(`${entry.name}${entry.isDirectory() ? '/' : ''}`);
console.log(names.length, sorted(names), dir.readSync());
dir.closeSync();
for (const body of [() => dir.readSync(), () => dir.closeSync(), () => dir.read(() => {})]) {
  try {
    console.log(body());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
for (const target of ['absent', 'd/f00']) {
  try {
    fs.opendirSync(target);
  } catch (error) {
    console.log(error.message, error.code, error.errno, error.syscall, error.path);
  }
}
try {
  fs.opendirSync('d', { bufferSize: 0 });
} catch (error) {
  console.log(error.name, error.code);
}

(async () => {
  for (const options of [undefined, { bufferSize: 1 }, { bufferSize: 7 }, { bufferSize: 1000 }]) {
    const seen = [];
    for await (const each of await fs.promises.opendir('d', options)) seen.push(each.name);
    console.log('iterated', seen.length, sorted(seen).slice(0, 20));
  }
  const recursive = [];
  for await (const each of await fs.promises.opendir('d', { recursive: true })) recursive.push(`${each.parentPath}/${each.name}`);
  console.log('recursive', recursive.length, sorted(recursive).slice(-40));

  const early = await fs.promises.opendir('d');
  for await (const each of early) {
    console.log('broke off', typeof each.name);
    break;
  }
  await early.read().catch((error) => console.log('after break', error.code));

  const manual = await fs.promises.opendir('d/inner');
  const got = [await manual.read(), await manual.read(), await manual.read()];
  console.log('manual', sorted(got.slice(0, 2).map((each) => each.name)), got[2]);
  await manual.close();
  await manual.close().catch((error) => console.log('closed twice', error.code, error.message));

  fs.opendir('d/inner', (error, opened) => {
    console.log('callback', error, opened.path);
    opened.read((readError, first) => {
      console.log('callback read', readError, typeof first.name);
      opened.close((closeError) => {
        console.log('callback close', closeError);
        fs.opendir('absent', async (absent) => {
          console.log('callback absent', absent.message);
          await fs.promises.opendir('d/f00').catch((rejected) => console.log('rejected', rejected.message));
          const buffers = fs.opendirSync('d/inner', { encoding: 'buffer' });
          console.log('buffer', Buffer.isBuffer(buffers.readSync().name));
          buffers.closeSync();
          await using scoped = await fs.promises.opendir('d/inner');
          console.log('scoped', scoped.path);
        });
      });
    });
  });
})();
