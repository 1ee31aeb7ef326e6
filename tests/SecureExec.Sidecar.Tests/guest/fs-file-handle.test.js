'use strict';
// FileHandle of fs.promises: every method, closing rules, use after close.
const fs = require('node:fs');
const { open } = fs.promises;

(async () => {
  const handle = await open('f', 'w+');
  console.log(handle.constructor.name, typeof handle.fd, handle.fd > 2);
  console.log(await handle.write('hello '), await handle.write(Buffer.from('world!'), 0, 5), await handle.write(Buffer.from('XY'), { offset: 1, position: 0 }));
  console.log(await handle.appendFile('\nline two\n'), await handle.writeFile('three\n'));
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(5), 0, 5, 0);
  console.log(bytesRead, buffer.toString());
  console.log((await handle.read({ buffer: Buffer.alloc(4), position: 6 })).buffer.toString(), (await handle.read(Buffer.alloc(3), { position: 1 })).buffer.toString());
  console.log((await handle.read(Buffer.alloc(8))).bytesRead, (await handle.read({ position: 0 })).buffer.length);
  console.log((await handle.stat()).size, (await handle.stat({ bigint: true })).size, (await handle.stat()).isFile());
  console.log(await handle.sync(), await handle.datasync(), await handle.truncate(11), await handle.chmod(0o644), await handle.utimes(1, 2));
  console.log(fs.readFileSync('f', 'utf8'), (await handle.stat()).mtimeMs);
  let closed = 0;
  handle.on('close', () => closed++);
  const first = handle.close();
  console.log('same promise', first === handle.close(), handle.fd, await first, closed, await handle.close());
  for (const method of ['read', 'write', 'stat', 'sync', 'truncate', 'readFile', 'writeFile', 'chmod']) {
    await handle[method](Buffer.alloc(1)).catch((error) => console.log(method, error.name, error.code, error.syscall, error.message));
  }

  const reading = await open('f');
  console.log(await reading.readFile('utf8'), JSON.stringify(await reading.readFile('utf8')));
  await reading.write('x').catch((error) => console.log(error.message));
  const pendingRead = reading.read(Buffer.alloc(3), 0, 3, 0);
  const closing = reading.close();
  console.log('close waits', (await pendingRead).bytesRead, await closing);

  fs.writeFileSync('lines', 'one\ntwo\r\nthree\n\nlast');
  const lined = await open('lines');
  const lines = [];
  for await (const line of lined.readLines()) lines.push(line);
  console.log(lines, lined.fd);

  const streamed = await open('lines');
  const chunks = [];
  for await (const chunk of streamed.createReadStream({ encoding: 'utf8', start: 4, end: 6 })) chunks.push(chunk);
  console.log(chunks, streamed.fd);

  const out = await open('out', 'w');
  const stream = out.createWriteStream();
  stream.write('streamed ');
  await new Promise((resolve) => stream.end('out', resolve));
  console.log(fs.readFileSync('out', 'utf8'));

  const web = await open('lines');
  let webText = '';
  for await (const chunk of web.readableWebStream()) webText += Buffer.from(chunk).toString();
  console.log(webText.length, web.fd > 2);
  await web.close();

  {
    await using scoped = await open('lines');
    console.log('scoped', (await scoped.read(Buffer.alloc(3), 0, 3, 0)).buffer.toString());
  }
  for (const [name, args] of Object.entries({ absent: ['absent'], exists: ['f', 'wx'], directory: ['.', 'w'], flag: ['f', 'zz'], type: [{}] })) {
    await open(...args).catch((error) => console.log(name, error.name, error.message, error.code, error.syscall, error.path));
  }
  const many = await Promise.all(Array.from({ length: 20 }, (_, i) => open(`many${i}`, 'w')));
  console.log(new Set(many.map((each) => each.fd)).size);
  await Promise.all(many.map(async (each, i) => { await each.writeFile(String(i)); await each.close(); }));
  console.log(fs.readdirSync('.').filter((name) => name.startsWith('many')).map((name) => fs.readFileSync(name, 'utf8')).join());
  const appending = await open('log', 'a');
  await appending.writeFile('a');
  await appending.writeFile('b');
  await appending.appendFile('c');
  await appending.close();
  console.log(await fs.promises.readFile('log', 'utf8'));
})();
