import readline from 'node:readline';
import { createInterface } from 'node:readline/promises';
import { Readable, PassThrough } from 'node:stream';
for await (const line of readline.createInterface({ input: Readable.from(['a\nb', 'c\r\n', '\nlast']), crlfDelay: Infinity })) console.log(JSON.stringify(line));
const input = new PassThrough(), output = new PassThrough(); const rl = createInterface({ input, output }); setImmediate(() => input.write('Ann\n')); console.log(await rl.question('name? '), String(output.read())); rl.close();
const r2 = readline.createInterface({ input: Readable.from(['x\n', 'y\n']) }); r2.on('line', (l) => console.log('line', l)).on('close', () => console.log('close')).on('pause', () => console.log('pause'));
await new Promise((r) => r2.once('close', r)); try { rl.write('late'); } catch (e) { console.log(e.code); }
