// Named pipes: between processes and within one, by every way of opening them; what waits and what does not hold up the loop.
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execFileSync, execFile, spawn } from 'node:child_process';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'fifo-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
let count = 0;
function fifo() {
  const name = path.join(dir, `f${count++}`);
  execFileSync('mkfifo', [name]);
  return name;
}

{
  const name = fifo();
  const stat = fs.statSync(name);
  console.log(stat.isFIFO(), stat.isFile(), (stat.mode & 0o777).toString(8), fs.readdirSync(dir, { withFileTypes: true })[0].isFIFO());
  execFileSync('mkfifo', ['-m', '600', `${name}-private`]);
  console.log((fs.statSync(`${name}-private`).mode & 0o777).toString(8));
  try {
    execFileSync('mkfifo', [name], { stdio: 'pipe' });
  } catch (error) {
    console.log(error.status, String(error.stderr).replace(dir, ''));
  }
  console.log(String(execFileSync('sh', ['-c', `test -p ${name} && echo pipe; ls -l ${name} | cut -c1`])));
}

{
  const name = fifo();
  const order = [];
  const reading = fsp.readFile(name, 'utf8').then((text) => order.push(`read ${text}`));
  setTimeout(() => {
    order.push('loop goes on');
    fs.writeFile(name, 'written', (error) => order.push(`wrote ${error}`));
  }, 20);
  await reading;
  await new Promise(setImmediate);
  console.log(order[0], order.slice(1).sort());
}

{
  // More than a pipe holds, both ends in one process.
  const name = fifo();
  const output = fs.createWriteStream(name);
  const chunk = Buffer.alloc(100_000, 'abc');
  for (let i = 0; i < 10; i++)
    output.write(chunk);
  output.write('ü'.repeat(70_000));
  output.end();
  let bytes = 0;
  for await (const data of fs.createReadStream(name))
    bytes += data.length;
  console.log(bytes);
}

{
  const name = fifo();
  const [reader, writer] = await Promise.all([fsp.open(name, 'r'), fsp.open(name, 'w')]);
  const written = writer.writev([Buffer.alloc(90_000, 1), Buffer.alloc(90_000, 2)]);
  let sum = 0, bytes = 0;
  const buffer = Buffer.alloc(50_000);
  while (bytes < 180_000) {
    const { bytesRead } = await reader.read(buffer, 0, buffer.length, null);
    bytes += bytesRead;
    for (let i = 0; i < bytesRead; i++)
      sum += buffer[i];
  }
  console.log(bytes, sum, (await written).bytesWritten);
  await writer.close();
  console.log((await reader.read(buffer, 0, 10, null)).bytesRead);
  await reader.close();
}

{
  const name = fifo();
  try {
    fs.openSync(name, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
  } catch (error) {
    console.log(error.code, error.syscall);
  }
  const both = fs.openSync(name, 'r+');
  const buffer = Buffer.alloc(10);
  console.log(fs.writeSync(both, 'self'), fs.readSync(both, buffer), buffer.toString('latin1', 0, 4));
  fs.closeSync(both);
}

{
  // Between processes.
  const name = fifo();
  const shell = spawn('sh', ['-c', `echo from the shell > ${name}; cat ${name}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  console.log(fs.readFileSync(name, 'utf8').trim());
  fs.writeFileSync(name, 'to the shell');
  console.log((await shell.stdout.toArray()).join(''));
  const child = execFile(process.execPath, ['-e', `process.stdout.write(require('fs').readFileSync(${JSON.stringify(name)}))`]);
  await fsp.writeFile(name, 'to a child');
  console.log((await child.stdout.toArray()).join(''));
  const descriptor = fs.openSync(name, 'r+');
  const heir = spawn('head', ['-c', '4'], { stdio: [descriptor, 'pipe', 'inherit'] });
  fs.writeSync(descriptor, 'heir');
  console.log((await heir.stdout.toArray()).join(''));
  fs.closeSync(descriptor);
}

{
  // A reader that is gone.
  const name = fifo();
  const [reader, writer] = await Promise.all([fsp.open(name, 'r'), fsp.open(name, 'w')]);
  await reader.close();
  await writer.write('x').catch((error) => console.log(error.code, error.syscall));
  await writer.close();
}
