// A program may end with open handles; a large one is let go by the sandbox before its end is told.
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const file = join(tmpdir(), `left-open-${process.pid}`);
const handle = await open(file, 'w');
await handle.write('kept');
await rm(file);
globalThis.kept = [handle, Buffer.alloc(48 << 20, 1)];
console.log('open', handle.fd > 2, (await handle.stat()).size);
