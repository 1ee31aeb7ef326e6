'use strict';
let data = ''; process.stdin.setEncoding('utf8').on('data', (d) => { data += d; }).on('end', () => { console.log('end', JSON.stringify(data)); }).on('close', () => console.log('close'));
console.log('reading', process.stdin.readable);
