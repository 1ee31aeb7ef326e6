'use strict';
const { emitKeypressEvents } = require('readline');
const { PassThrough } = require('stream');
const stream = new PassThrough();
emitKeypressEvents(stream);
const seen = [];
stream.on('keypress', (text, key) => seen.push([text === undefined ? '-' : JSON.stringify(text), key.name, key.ctrl ? 'c' : '', key.meta ? 'm' : '', key.shift ? 's' : '', JSON.stringify(key.sequence)].join(' ')));
stream.write('aB1 é日😀\r\n\t\x03\x1a\x7f');
stream.write('\x1b[A\x1b[B\x1bOC\x1b[H\x1b[1;5D\x1b[3~\x1b[15~\x1b[1;2P\x1ba\x1bZ\x1b\x1b[D\x1b[[5~\x1b[Z\x1b[200~x\x1b[201~');
stream.write('\x1b');
setTimeout(() => {
  console.log(seen.join('\n'));
  stream.write('\x1b');
  stream.write('[C');
  setTimeout(() => console.log(seen.slice(-1)[0]), 20);
}, 700);
