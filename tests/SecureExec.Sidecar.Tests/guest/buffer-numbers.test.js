const t = (name, f) => { try { const value = f(); console.log(name, Buffer.isBuffer(value) ? value.toString('hex') : value); } catch (error) { console.log(name, error.name, error.code, error.message); } };
const b = Buffer.from([0x01, 0x82, 0x03, 0x84, 0x05, 0x86, 0x07, 0x88, 0xff]);
for (const name of ['readInt8', 'readUInt8', 'readInt16LE', 'readInt16BE', 'readUInt16LE', 'readUint16BE', 'readInt32LE', 'readInt32BE', 'readUInt32LE', 'readUint32BE', 'readBigInt64LE', 'readBigInt64BE', 'readBigUInt64LE', 'readBigUint64BE', 'readFloatLE', 'readFloatBE', 'readDoubleLE', 'readDoubleBE']) for (const offset of [0, 1, 8, 9, -1, 1.5, '1', undefined]) t(`${name} ${offset}`, () => b[name](offset));
for (const name of ['readIntLE', 'readIntBE', 'readUIntLE', 'readUintBE']) for (const length of [1, 2, 3, 4, 5, 6, 7, 0, undefined]) t(`${name} ${length}`, () => b[name](1, length));
const w = (name, ...args) => t(`${name} ${args.map(String)}`, () => { const target = Buffer.alloc(10); const end = target[name](...args); return `${target.toString('hex')} ${end}`; });
for (const value of [0, -1, 127, 128, 255, 256, -128, -129, 1.9, NaN, '7', undefined]) { w('writeInt8', value); w('writeUInt8', value); }
for (const value of [-32768, 32767, 32768, 65535, 65536]) { w('writeInt16LE', value, 2); w('writeUInt16BE', value, 8); }
for (const value of [2 ** 31, 2 ** 31 - 1, -(2 ** 31), 2 ** 32 - 1, 2 ** 32]) { w('writeInt32BE', value, 3); w('writeUInt32LE', value, 6); w('writeUInt32LE', value, 7); }
for (const value of [0n, -1n, 2n ** 63n, 2n ** 64n - 1n, 2n ** 64n, -(2n ** 63n), 5]) { w('writeBigInt64LE', value); w('writeBigUInt64BE', value, 2); }
for (const value of [0.1, -0, Infinity, NaN, 1e40, '2']) { w('writeFloatLE', value, 1); w('writeDoubleBE', value, 2); }
for (const length of [1, 2, 3, 4, 5, 6, 7]) { w('writeIntLE', -5, 1, length); w('writeUIntBE', 0xabcdef, 1, length); }
for (const n of [2, 4, 8]) t(`swap${n * 8}`, () => Buffer.from('0123456789abcdef')[`swap${n * 8}`]().toString());
for (const n of [16, 32, 64]) t(`swap ${n}`, () => Buffer.from('123')[`swap${n}`]());
t('compare', () => [Buffer.compare(Buffer.from('a'), Buffer.from('b')), Buffer.from('abc').compare(Buffer.from('xbcx'), 1, 3, 1, 3), Buffer.from('').compare(Buffer.alloc(1))]);
t('equals', () => [Buffer.from('a').equals(new Uint8Array([97])), Buffer.from('a').equals(Buffer.from('b'))]);
t('copy', () => { const target = Buffer.alloc(5, 46); return `${Buffer.from('hello').copy(target, 1, 2, 99)} ${target}`; });
t('concat', () => Buffer.concat([Buffer.from('ab'), new Uint8Array([99])], 5));
t('concat short', () => Buffer.concat([Buffer.from('abcdef')], 3));
t('concat bad', () => Buffer.concat(['x']));
t('of', () => Buffer.of(1, 256, -1, '3'));
t('copyBytesFrom', () => Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1));
t('json', () => JSON.stringify(Buffer.from('hi')) + JSON.stringify(Buffer.from(JSON.parse(JSON.stringify(Buffer.from('hi'))))));
t('inspect', () => require('util').inspect(Object.assign(Buffer.alloc(60, 1), { own: 1 })));
