// Every order of pushes, reads, listeners and pauses on one Readable, with its state after each step.
'use strict';
const { Readable } = require('node:stream');
let seed = 7;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const state = (r) => [r.readableFlowing, r.readableLength, r.readableEnded, r.readableDidRead, r.destroyed, r.isPaused(), r.readableHighWaterMark].join(',');
async function round(number) {
  const log = [];
  const objectMode = number % 3 === 0;
  const readable = new Readable({ objectMode, highWaterMark: 1 + next(6), encoding: number % 4 === 1 ? 'utf8' : undefined, read(size) { log.push(`read:${size}`); } });
  for (const event of ['readable', 'end', 'close', 'pause', 'resume', 'error']) if (event !== 'readable' || number % 2) readable.on(event, (error) => log.push(error ? `${event}:${error.code}` : event));
  for (let step = 0; step < 12; step++) {
    const action = next(9);
    const text = 'abcdefgh'.slice(0, 1 + next(7));
    if (action < 3) log.push(`push:${readable.push(text)}`);
    else if (action === 3) log.push(`unshift:${readable.unshift('<')}`);
    else if (action === 4) { const got = readable.read(next(5) || undefined); log.push(`got:${got === null ? null : got.toString()}`); }
    else if (action === 5) readable.pause();
    else if (action === 6) readable.resume();
    else if (action === 7) { readable.on('data', (chunk) => log.push(`data:${chunk}`)); }
    else await new Promise(setImmediate);
    log.push(state(readable));
  }
  readable.push(null);
  readable.resume();
  await new Promise(setImmediate);
  console.log(number, log.join(' '), state(readable));
}
(async () => { for (let i = 0; i < 40; i++) await round(i); })();
