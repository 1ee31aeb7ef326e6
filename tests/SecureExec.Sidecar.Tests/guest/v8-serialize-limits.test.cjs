const v8 = require('v8');
const t = (name, f) => { try { console.log(name, f()); } catch (error) { console.log(name, error.name, error.code, error.message.slice(0, 100)); } };
// Every prefix and every single changed byte of a valid text either throws or gives a value: nothing else.
const original = v8.serialize({ a: [1, 2.5, 'é', null, undefined, true], m: new Map([[1, new Set([2])]]), d: new Date(5), r: /x/g, b: new Uint8Array([1, 2, 3]), big: 2n ** 70n, e: new RangeError('m') });
let thrown = 0, given = 0;
for (let i = 0; i < original.length; i++) { try { v8.deserialize(original.subarray(0, i)); given++; } catch (error) { thrown++; } }
console.log('prefixes', thrown > 0, thrown + given === original.length);
// A value or an error, either is right for such a text: what counts is that the process lives to count it.
let outcomes = 0;
for (let i = 0; i < original.length; i++) for (const flip of [1, 0x80, 0xff]) { const copy = Buffer.from(original); copy[i] ^= flip; try { v8.deserialize(copy); } catch {} outcomes++; }
console.log('flipped', outcomes === original.length * 3);
let seed = 7; const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) & 255;
let random1 = 0; for (let i = 0; i < 3000; i++) { const junk = Buffer.from([0xff, 0x0f, ...Array.from({ length: 1 + random() % 20 }, random)]); try { v8.deserialize(junk); } catch {} random1++; }
console.log('junk', random1);
t('deep', () => { let d = []; for (let i = 0; i < 1e5; i++) d = [d]; return v8.serialize(d).length; });
t('deep bytes', () => v8.deserialize(Buffer.concat([Buffer.from([0xff, 0x0f]), Buffer.alloc(1e5, 'A\u0001'), Buffer.from('_')])));
t('huge length', () => v8.deserialize(Buffer.from([0xff, 0x0f, 0x41, 0xff, 0xff, 0xff, 0x7f, 0x5f])));
t('huge string', () => v8.deserialize(Buffer.from([0xff, 0x0f, 0x22, 0xff, 0xff, 0xff, 0x7f])));
t('huge buffer', () => v8.deserialize(Buffer.from([0xff, 0x0f, 0x42, 0xff, 0xff, 0xff, 0x7f])));
t('bad reference', () => v8.deserialize(Buffer.from([0xff, 0x0f, 0x5e, 9])));
t('old version', () => v8.deserialize(Buffer.from([0xff, 0x09, 0x22, 1, 0x61])));
t('getter adds', () => { const o = { get a() { o.z = 1; return 1; }, b: 2 }; return v8.deserialize(v8.serialize(o)); });
t('getter deletes', () => { const o = { get a() { delete o.b; return 1; }, b: 2 }; return v8.deserialize(v8.serialize(o)); });
t('array shrinks', () => { const a = [{ get x() { a.length = 1; return 1; } }, 2, 3]; return v8.deserialize(v8.serialize(a)); });
t('detaches', () => { const b = new ArrayBuffer(4); return v8.deserialize(v8.serialize([{ get x() { structuredClone(b, { transfer: [b] }); return 1; } }, b])); });
t('host returns', () => { class S extends v8.Serializer { _writeHostObject() { return 5; } } const s = new S(); s.writeHeader(); s.writeValue(new Uint8Array(1)); return s.releaseBuffer().length; });
t('host throws', () => { class S extends v8.Serializer { _writeHostObject() { throw new RangeError('host'); } } const s = new S(); s.writeValue(process.binding ? new (require('stream').Readable)() : 1); return 'done'; });
t('reader host', () => { class D extends v8.Deserializer { _readHostObject() { return { length: this.readUint32() }; } } const d = new D(Buffer.from([0xff, 0x0f, 0x5c, 5])); d.readHeader(); return d.readValue(); });
t('reader host not object', () => { class D extends v8.Deserializer { _readHostObject() { return 5; } } const d = new D(Buffer.from([0xff, 0x0f, 0x5c, 5])); d.readHeader(); return d.readValue(); });
t('reuse', () => { const s = new v8.Serializer(); s.writeHeader(); s.writeValue(1); const a = s.releaseBuffer(); s.writeHeader(); s.writeValue(2); return [v8.deserialize(a), v8.deserialize(s.releaseBuffer())]; });
t('views share', () => { const b = new ArrayBuffer(8); const c = v8.deserialize(v8.serialize([new Uint8Array(b, 0, 2), new Uint8Array(b, 4)])); return [c[0].buffer === c[1].buffer, c[1].byteOffset]; });
