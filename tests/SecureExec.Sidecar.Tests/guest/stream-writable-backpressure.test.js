// write results, drain, cork, writev batches and callbacks, for many water marks and chunk sizes.
'use strict';
const { Writable } = require('node:stream');
async function round(options, plan) {
  const log = [];
  const work = (name) => function(chunk, encodingOrDone, done) {
    const list = Array.isArray(chunk) ? chunk.map(({ chunk, encoding }) => `${chunk}/${encoding}`).join('+') : `${chunk}/${encodingOrDone}`;
    log.push(`${name}(${list})`);
    (options.sync ? (f) => f() : setImmediate)(() => (done ?? encodingOrDone)());
  };
  const writable = new Writable({ ...options, write: work('write'), ...(options.vector && { writev: work('writev') }), final(done) { log.push('final'); done(); } });
  for (const event of ['drain', 'finish', 'close', 'error']) writable.on(event, () => log.push(event));
  for (const [what, value] of plan) {
    if (what === 'w') log.push(String(writable.write(value, () => log.push(`cb:${value}`))));
    else if (what === 'wait') await new Promise(setImmediate);
    else writable[what]();
    log.push(`${writable.writableLength}/${writable.writableCorked}/${writable.writableNeedDrain}`);
  }
  writable.end('last', () => log.push('ended'));
  await new Promise((resolve) => writable.on('close', resolve));
  console.log(JSON.stringify(options), log.join(' '), writable.writableFinished, writable.writableEnded, writable.writableAborted);
}
(async () => {
  const plan = [['w', 'ab'], ['w', 'c'], ['cork'], ['w', 'def'], ['w', 'g'], ['cork'], ['w', 'h'], ['uncork'], ['wait'], ['uncork'], ['w', 'ijklm'], ['wait'], ['wait'], ['w', 'n']];
  for (const highWaterMark of [0, 1, 3, 16]) for (const vector of [false, true]) for (const sync of [false, true]) for (const decodeStrings of [true, false]) await round({ highWaterMark, vector, sync, decodeStrings, defaultEncoding: 'latin1' }, plan);
})();
