'use strict';
const b = Buffer.from('héllo wörld €😀');
console.log(b.length, b.toString(), b.toString('hex'), b.toString('base64'), b.toString('base64url'), b.toString('latin1', 0, 6), b.toString('ascii', 0, 4), b.toString('utf16le', 0, 4));
for (const enc of ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'binary', 'ascii', 'ucs2', 'utf16le']) console.log(enc, Buffer.from('616263==zz', enc), Buffer.byteLength('añb', enc), Buffer.isEncoding(enc));
console.log(Buffer.concat([Buffer.from('a'), Buffer.from('bc')], 2), Buffer.compare(Buffer.from('a'), Buffer.from('b')), Buffer.from('abc').equals(Buffer.from('abc')));
console.log(b.indexOf('ö'), b.indexOf(0x6c), b.lastIndexOf('l'), b.includes('€'), b.indexOf(Buffer.from('wör')), b.indexOf('zz'), b.indexOf('l', -5));
const w = Buffer.alloc(16); console.log(w.write('hey', 2), w.write('zz', 15), w.writeUInt32BE(0xdeadbeef, 4), w.writeDoubleLE(Math.PI, 8), w);
console.log(w.readUInt32LE(4), w.readInt16BE(4), w.readDoubleLE(8), w.readIntBE(4, 6), w.readUIntLE(4, 3), w.readBigUInt64LE(8), w.readFloatBE(8));
try { w.readUInt8(16); } catch (e) { console.log(e.code, e.message); }
try { w.writeInt8(200, 0); } catch (e) { console.log(e.code, e.message); }
try { Buffer.from(5); } catch (e) { console.log(e.code, e.message); }
try { Buffer.alloc(-1); } catch (e) { console.log(e.code, e.message); }
console.log(Buffer.alloc(5, 'ab'), Buffer.alloc(3, 'YQ==', 'base64'), Buffer.from([1, 257, -1, 3.9, '7', 'x']), Buffer.from(new Uint16Array([1, 256])), Buffer.from({ length: 2, 0: 9 }));
const s = b.subarray(1, 3); s[0] = 0x41; console.log(b[1], b.slice(-4).toString(), Buffer.from('abcdef').swap16().toString(), Buffer.from('abcd').swap32(), Buffer.from(b.buffer, b.byteOffset, 3));
console.log(JSON.stringify(Buffer.from('hi')), [...Buffer.from('ab').entries()], Buffer.from('abc').fill('x', 1), Buffer.from('copy').copy(w, 0, 1, 3), w.toString('latin1', 0, 2));
console.log(Buffer.from('€').toString('utf8', 0, 2), Buffer.from([0xc3, 0x28, 0xff, 0xf0, 0x9f]).toString(), Buffer.from('\ud800x').toString('hex'));
console.log(require('node:buffer').constants.MAX_LENGTH > 2 ** 31, Buffer.poolSize, require('node:buffer').kMaxLength === require('node:buffer').constants.MAX_LENGTH);
const { isUtf8, isAscii, transcode, btoa, atob, Blob, File } = require('node:buffer');
console.log(isUtf8(b), isUtf8(Buffer.from([0xff])), isAscii(Buffer.from('a')), transcode(Buffer.from('€'), 'utf8', 'latin1'), btoa('hi'), atob('aGk='));
new Blob(['ab', new Uint8Array([99])], { type: 'text/x' }).text().then((t) => console.log(t, new File(['x'], 'n.txt').name));
