import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'blob-'));
const file = path.join(dir, 'f');
fs.writeFileSync(file, 'hello wide world'.repeat(10_000));
const blob = await fs.openAsBlob(file, { type: 'text/plain' });
console.log(blob.size, blob.type, blob.constructor.name);
console.log((await blob.text()).length, (await blob.arrayBuffer()).byteLength);
const slice = blob.slice(6, 10);
console.log(slice.size, await slice.text());
let total = 0;
for await (const chunk of blob.stream()) total += chunk.length;
console.log(total);
console.log((await new Blob(['<', blob.slice(0, 5), '>']).text()));
fs.appendFileSync(file, 'changed');
try {
  await blob.text();
  console.log('read');
} catch (error) {
  console.log(error.name, error.constructor.name);
}
try {
  await fs.openAsBlob(path.join(dir, 'none'));
} catch (error) {
  console.log(error.code);
}
fs.rmSync(dir, { recursive: true });
