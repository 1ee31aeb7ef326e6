const v8 = require('v8');
const util = require('util');
const round = (value) => v8.deserialize(v8.serialize(value));
const show = (name, f) => { try { console.log(name, util.inspect(f(), { depth: 6, maxArrayLength: 5 })); } catch (error) { console.log(name, error.name, error.code, error.message); } };
const cyclic = { name: 'c', list: [] };
cyclic.self = cyclic;
cyclic.list.push(cyclic, cyclic.list);
const failed = round(Object.assign(new RangeError('r', { cause: new Error('c') }), { extra: 1 }));
console.log(failed instanceof RangeError, failed.message, failed.cause?.message, failed.extra, typeof failed.stack);
const sparse = [1, , 3];
sparse.extra = 'x';
for (const [name, value] of Object.entries({
  undef: undefined, nil: null, holes: sparse, date: new Date(1e12), invalid: new Date(NaN), regexp: /a\/b/gimsuyd, big: -(2n ** 100n), map: new Map([[{ k: 1 }, new Set([1])]]), cyclic,
 boxed: [Object(1), Object('s'), Object(true), Object(1n)], u8: new Uint8Array([1, 2]), f64: new Float64Array([1.5, -0]), f16: new Float16Array([1.5]),
  view: new DataView(new ArrayBuffer(4), 1, 2), ab: new ArrayBuffer(3), buffer: Buffer.from('hi'), slice: Buffer.from('hello world').subarray(3, 5), numbers: [0, -0, NaN, Infinity, 2 ** 31, -(2 ** 31), 1e300, 0.1], strings: ['', 'é', '\u{1f600}', '\ud800', 'x'.repeat(300)].map((s) => s.length > 9 ? s.length : s),
  nullProto: { __proto__: null, a: 1 }, getter: { get x() { return 'computed'; } }, instance: new (class A { a = 1; #b = 2; })(), index: { 5: 'five', 1: 'one', z: 1 },
})) show(name, () => round(value));
for (const [name, value] of Object.entries({ fn: () => {}, symbol: Symbol('s'), nested: { f() {} }, weak: new WeakMap(), promise: Promise.resolve(), proxy: new Proxy({}, {}), throwing: { get x() { throw new TypeError('getter'); } }, shared: new SharedArrayBuffer(4) })) show(name, () => round(value));
class Tagged extends v8.Serializer {
  _writeHostObject(object) { this.writeUint32(7); this.writeDouble(1.5); this.writeUint64(1, 2); this.writeRawBytes(Buffer.from(object.constructor.name)); }
  _getDataCloneError(message) { return new RangeError(`mine: ${message}`); }
}
const s = new Tagged();
s.writeHeader();
show('custom error', () => s.writeValue(() => {}));
const w = new v8.Serializer();
w.writeHeader(); w.writeValue('first'); w.writeUint32(2 ** 32 - 1); w.writeUint64(0xffffffff, 1); w.writeDouble(-0.5); w.writeRawBytes(new Uint8Array([9, 8]));
const bytes = w.releaseBuffer();
console.log(bytes.toString('hex'), w.releaseBuffer().length);
const r = new v8.Deserializer(bytes);
console.log(r.readHeader(), r.getWireFormatVersion(), r.readValue(), r.readUint32(), r.readUint64(), r.readDouble(), r.readRawBytes(2), r._readRawBytes === undefined);
for (const bad of [() => r.readUint32(), () => r.readRawBytes(99), () => new v8.Deserializer(5), () => v8.deserialize(Buffer.from('junk')), () => v8.deserialize(Buffer.alloc(0)), () => v8.deserialize(bytes.subarray(0, 4)), () => v8.Serializer(), () => new v8.DefaultDeserializer(Buffer.from([0xff, 0x0f, 0x5c, 99])).readValue(), () => new v8.Serializer().writeRawBytes('x'), () => v8.deserialize(Buffer.from([0xff, 0x0f, 0x41, 0xff, 0xff, 0xff, 0xff, 0x0f]))]) show(String(bad).slice(6, 40), bad);
const t = new v8.Serializer();
const buffer = new ArrayBuffer(4);
t.writeHeader(); t.transferArrayBuffer(5, buffer); t.writeValue({ buffer });
const u = new v8.Deserializer(t.releaseBuffer());
u.transferArrayBuffer(5, new ArrayBuffer(8)); u.readHeader();
console.log(u.readValue());
