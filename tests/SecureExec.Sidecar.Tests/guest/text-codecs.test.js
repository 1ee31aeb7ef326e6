'use strict';
const e = new TextEncoder(); console.log(e.encode('a€😀\ud800'), e.encodeInto('a€😀', new Uint8Array(5)));
for (const label of ['utf-8', 'utf8', 'latin1', 'utf-16le', 'utf-16be', 'windows-1252', 'ascii']) console.log(label, new TextDecoder(label).encoding);
const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xe2, 0x82, 0xff, 0xf0, 0x9f, 0x98, 0x80]);
console.log(JSON.stringify(new TextDecoder().decode(bytes)), JSON.stringify(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)));
try { new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch (x) { console.log(x.name, x.code, x.message); }
try { new TextDecoder('no-such'); } catch (x) { console.log(x.name, x.code, x.message); }
const stream = new TextDecoder(); console.log(JSON.stringify([stream.decode(bytes.subarray(7, 9), { stream: true }), stream.decode(bytes.subarray(9), { stream: true }), stream.decode()]));
console.log(new TextDecoder('windows-1252').decode(new Uint8Array([0x80, 0xe9])), new TextDecoder('utf-16le').decode(new Uint8Array([0x61, 0, 0x3d, 0xd8])));
console.log(btoa('ÿ'), atob(' aGVs bG8= '), (() => { try { btoa('€'); } catch (x) { return `${x.name} ${x.code}`; } })(), (() => { try { atob('a'); } catch (x) { return x.name; } })());
console.log(escape('a€ b'), unescape('%u20AC%20'), encodeURIComponent('a€ b/&'), decodeURI('%41%2F'), (() => { try { decodeURIComponent('%'); } catch (x) { return x.message; } })());
console.log('ß'.toUpperCase(), 'İ'.toLowerCase().length, 'é'.normalize('NFD').length, 'a'.localeCompare('b'), (1234567.891).toLocaleString(), new Intl.NumberFormat('de-DE').format(1234.5), new Date(0).toISOString());
