// Fails the build when the pinned V8 library does not export a function that V8Api.cs imports:
// node check-v8-symbols.mjs ClearScriptV8.linux-x64.so V8Api.cs
import { readFileSync } from 'node:fs';

const [library, imports] = process.argv.slice(2);
const elf = readFileSync(library);
const sectionOffset = Number(elf.readBigUInt64LE(0x28));
const sectionSize = elf.readUInt16LE(0x3a);
const sectionCount = elf.readUInt16LE(0x3c);
const sections = Array.from({ length: sectionCount }, (_, i) => {
  const at = sectionOffset + i * sectionSize;
  return {
    type: elf.readUInt32LE(at + 4),
    offset: Number(elf.readBigUInt64LE(at + 0x18)),
    size: Number(elf.readBigUInt64LE(at + 0x20)),
    link: elf.readUInt32LE(at + 0x28),
  };
});
const SHT_DYNSYM = 11;
const dynamic = sections.find(({ type }) => type === SHT_DYNSYM);
const strings = sections[dynamic.link];
const exported = new Set();
for (let at = dynamic.offset; at < dynamic.offset + dynamic.size; at += 24) {
  if (elf.readUInt16LE(at + 6) === 0) continue; // undefined: imported by the library
  const start = strings.offset + elf.readUInt32LE(at);
  exported.add(elf.toString('latin1', start, elf.indexOf(0, start)));
}
const missing = [...readFileSync(imports, 'utf8').matchAll(/EntryPoint = "([^"]+)"/g)].map(([, name]) => name).filter((name) => !exported.has(name));
if (missing.length > 0) {
  console.error(`${imports}(1,1): error SXE004: ${library} does not export ${missing.join(', ')}. V8Api.cs belongs to another version of the package.`);
  process.exit(1);
}
