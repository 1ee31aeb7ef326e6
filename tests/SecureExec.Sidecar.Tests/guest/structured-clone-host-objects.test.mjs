// Objects of the library inside arrays and objects of a message: several, repeated, deep.
import { Blob, File } from 'node:buffer';
const t = async (name, f) => { try { console.log(name, await f()); } catch (error) { console.log(name, error.name, error.code, error.message); } };
const blob = new Blob(['content']);
const parts = [blob.slice(0, 1), [blob.slice(1, 2), { deep: [blob.slice(2, 3)] }], blob, blob];
const clone = structuredClone({ parts, map: new Map([['k', blob.slice(3)]]), set: new Set([new File(['f'], 'n')]) });
console.log(await clone.parts[0].text(), await clone.parts[1][0].text(), await clone.parts[1][1].deep[0].text(), clone.parts[2] === clone.parts[3], await clone.map.get('k').text(), [...clone.set][0].name);
const many = structuredClone(Array.from({ length: 500 }, (_, i) => ({ i, list: [new Blob([`n${i}`])] })));
console.log(many.length, await many[499].list[0].text(), await many[0].list[0].text());
await t('exceptions', () => structuredClone([new DOMException('a', 'AbortError'), { e: new DOMException('b', 'SyntaxError') }]).map((x) => (x.e ?? x).name));
await t('mixed', () => { const { port1, port2 } = new MessageChannel(); const b = new ArrayBuffer(3); const c = structuredClone([blob, [port1, b], [[blob.slice(1)]]], { transfer: [port1, b] }); port2.close(); return [c[0].size, c[1][0].constructor.name, c[1][1].byteLength, b.byteLength, c[2][0][0].size]; });
await t('streams', async () => { const rs = ReadableStream.from(['x']); const other = ReadableStream.from(['y']); const c = structuredClone([[rs], { o: other }], { transfer: [rs, other] }); return [(await c[0][0].getReader().read()).value, (await c[1].o.getReader().read()).value]; });
await t('failing later', () => structuredClone([blob, [blob.slice(1)], () => {}]));
await t('getter between', () => structuredClone([blob, { get x() { return [new Blob(['made by a getter'])]; } }])[1].x[0].size);
await t('broadcast', async () => { const a = new BroadcastChannel('host'); const b = new BroadcastChannel('host'); const got = new Promise((resolve) => { b.onmessage = ({ data }) => resolve(data); }); a.postMessage([blob, [blob.slice(0, 3)]]); const data = await got; a.close(); b.close(); return await data[1][0].text(); });
process.exit(); // a transferred stream's port may keep a process alive
