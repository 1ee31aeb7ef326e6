import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

let seen;
{
  using directory = fs.mkdtempDisposableSync(path.join(os.tmpdir(), 'gone-'));
  seen = directory.path;
  fs.writeFileSync(path.join(directory.path, 'f'), 'x');
  console.log(fs.existsSync(seen), typeof directory.remove);
}
console.log(fs.existsSync(seen));
{
  await using directory = await fs.promises.mkdtempDisposable(path.join(os.tmpdir(), 'later-'));
  seen = directory.path;
  await fs.promises.mkdir(path.join(directory.path, 'sub'));
  await using handle = await fs.promises.open(path.join(directory.path, 'h'), 'w+');
  await handle.writeFile('one\ntwo\n');
  await using reader = await fs.promises.open(path.join(directory.path, 'h'));
  for await (const line of reader.readLines()) console.log(line);
  await using entries = await fs.promises.opendir(directory.path);
  console.log((await entries.read()) !== null);
  using sync = fs.opendirSync(directory.path);
  console.log(['h', 'sub'].includes(sync.readSync().name));
}
console.log(fs.existsSync(seen));
const again = fs.mkdtempDisposableSync(path.join(os.tmpdir(), 'twice-'));
again.remove();
again.remove();
console.log(fs.existsSync(again.path));
