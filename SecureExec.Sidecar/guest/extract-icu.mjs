// Takes ICU's data file out of ClearScript's resource assembly: node extract-icu.mjs ClearScript.V8.ICUData.dll OUT
// A managed resource is a 4-byte length and the bytes; ICU's data carries its format name "CmnD" at byte 12.
import { readFileSync, writeFileSync } from 'node:fs';

const [assembly, out] = process.argv.slice(2);
const bytes = readFileSync(assembly);
const start = bytes.indexOf('CmnD', 0, 'latin1') - 12;
if (start < 4 || bytes.readUInt16LE(start + 2) !== 0x27da) throw new Error(`${assembly} holds no ICU data`);
const length = bytes.readUInt32LE(start - 4);
if (start + length > bytes.length) throw new Error(`${assembly} holds ICU data of an impossible length ${length}`);
writeFileSync(out, bytes.subarray(start, start + length));
