'use strict';
// Many files and operations at once: nothing is lost, counts agree.
const fs = require('node:fs');
const path = require('node:path');

(async () => {
  const root = 'tree';
  await Promise.all(Array.from({ length: 20 }, (_, i) => fs.promises.mkdir(path.join(root, `d${i}`, 'inner'), { recursive: true })));
  await Promise.all(Array.from({ length: 300 }, (_, i) => fs.promises.writeFile(path.join(root, `d${i % 20}`, `f${i}`), `content ${i}\n`.repeat(i))));
  const all = fs.readdirSync(root, { recursive: true });
  console.log(all.length, all.filter((name) => name.endsWith('inner')).length);
  let total = 0;
  const contents = await Promise.all(Array.from({ length: 300 }, (_, i) => fs.promises.readFile(path.join(root, `d${i % 20}`, `f${i}`), 'utf8')));
  contents.forEach((text, i) => { if (text !== `content ${i}\n`.repeat(i)) console.log('wrong', i); total += text.length; });
  console.log(total);
  let sizes = 0;
  for (const name of all) sizes += fs.statSync(path.join(root, name)).isFile() ? fs.statSync(path.join(root, name)).size : 0;
  console.log(sizes === total);
  let walked = 0;
  for await (const entry of await fs.promises.opendir(root, { recursive: true })) if (entry.isFile()) walked++;
  console.log(walked);
  await Promise.all(Array.from({ length: 300 }, (_, i) => i % 2 ? fs.promises.rename(path.join(root, `d${i % 20}`, `f${i}`), path.join(root, `moved${i}`)) : fs.promises.unlink(path.join(root, `d${i % 20}`, `f${i}`))));
  console.log(fs.readdirSync(root).length, fs.readdirSync(root, { recursive: true }).length);

  const handles = await Promise.all(Array.from({ length: 50 }, (_, i) => fs.promises.open(`h${i}`, 'w+')));
  await Promise.all(handles.map((handle, i) => handle.write(`handle ${i}`)));
  const texts = await Promise.all(handles.map(async (handle) => (await handle.read(Buffer.alloc(20), 0, 20, 0)).bytesRead));
  console.log(texts.reduce((sum, each) => sum + each, 0));
  await Promise.all(handles.map((handle) => handle.close()));

  const appended = fs.openSync('log', 'a');
  await Promise.all(Array.from({ length: 200 }, (_, i) => new Promise((resolve) => fs.write(appended, `${i}\n`, resolve))));
  fs.closeSync(appended);
  console.log(fs.readFileSync('log', 'utf8').trim().split('\n').map(Number).sort((a, b) => a - b).every((value, i) => value === i));

  const big = Buffer.alloc(8 << 20);
  for (let i = 0; i < big.length; i += 4096) big.writeUInt32LE(i, i);
  await fs.promises.writeFile('big', big);
  const streamed = [];
  for await (const chunk of fs.createReadStream('big', { highWaterMark: 1 << 20 })) streamed.push(chunk);
  console.log(streamed.length, fs.readFileSync('big').equals(big), (await fs.promises.readFile('big')).equals(big), Buffer.concat(streamed).equals(big));
  await fs.promises.rm(root, { recursive: true });
  console.log(fs.existsSync(root));
})();
