// Each ASCII character at the end and within a path that becomes a file URL.
'use strict';
const { pathToFileURL } = require('node:url');
const out = [];
for (let c = 0; c < 128; c++) { const s = String.fromCharCode(c); out.push(`${c} ${pathToFileURL(`/a${s}`, { windows: false }).href} ${pathToFileURL(`/a${s}b`, { windows: false }).href} ${pathToFileURL(`C:\\a${s}`, { windows: true }).href}`); }
console.log(out.join('\n'));
