'use strict';
// Blob and File: parts, slices, reading in every way, files as blobs.
const fs = require('node:fs');
const { Blob, File } = require('node:buffer');
const hex = (buffer) => Buffer.from(buffer).toString('hex');

(async () => {
  const shared = new Uint8Array([1, 2, 3, 4]);
  const blob = new Blob(['text ', shared.subarray(1, 3), new Uint16Array([0x4142]).buffer, new Blob(['inner']), new DataView(shared.buffer, 3)], { type: 'Text/Plain' });
  shared.fill(9);
  console.log(blob.size, blob.type, blob, hex(await blob.arrayBuffer()), JSON.stringify(await blob.text()));
  console.log(hex(await blob.bytes()), (await blob.bytes()).constructor.name);
  for (const [start, end, type] of [[], [2], [2, 6], [-4], [-4, -1], [5, 2], [0, 1000], [6, 8, 'a/b']]) {
    const slice = blob.slice(start, end, type);
    console.log(start, end, slice.size, JSON.stringify(slice.type), JSON.stringify(await slice.text()));
  }
  console.log(JSON.stringify(await blob.slice(1, 12).slice(2, 6).text()), await new Blob([]).text(), (await new Blob().arrayBuffer()).byteLength);
  const chunks = [];
  for await (const chunk of blob.stream()) chunks.push(hex(chunk));
  console.log(chunks);
  const reader = new Blob(['byob ', 'reading']).stream().getReader({ mode: 'byob' });
  let text = '';
  for (let { value, done } = await reader.read(new Uint8Array(4)); !done; { value, done } = await reader.read(new Uint8Array(4))) text += Buffer.from(value);
  console.log(text);
  const lines = new Blob(['a\r\nb\nc'], { endings: 'native' });
  console.log(JSON.stringify(await lines.text()));
  const first = await blob.arrayBuffer();
  new Uint8Array(first).fill(0);
  console.log('unchanged', (await blob.text()).startsWith('text'));

  const file = new File(['content'], 'name.txt', { type: 'text/plain', lastModified: 5 });
  console.log(file.name, file.lastModified, file.size, file instanceof Blob, await file.text(), Object.prototype.toString.call(file));
  fs.writeFileSync('f', 'file content '.repeat(20_000));
  const backed = await fs.openAsBlob('f', { type: 'x/y' });
  console.log(backed.size, backed.type, (await backed.text()).length, await backed.slice(5, 12).text());
  let streamed = 0;
  for await (const chunk of backed.stream()) streamed += chunk.length;
  console.log(streamed, (await new Blob(['<', backed.slice(0, 4), '>']).text()));
  fs.writeFileSync('f', 'changed');
  await backed.text().catch((error) => console.log(error.name, error.message));
  for (const bad of [() => new Blob('text'), () => new Blob([Symbol('x')]), () => new Blob([], { endings: 'x' }), () => new File([])]) {
    try {
      console.log(bad());
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
  console.log(await new Blob([5, null, { a: 1 }, [1, 2]]).text());
})();
