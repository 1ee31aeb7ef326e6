'use strict';
// Writes unicode.txt: what UTS #46 processing needs and .NET does not carry in invariant globalization mode.
// Run with the pinned Node binary in a folder where `npm i tr46@7` has been done (Unicode 17):
//   node generate.js > unicode.txt
// The IDNA status, the classes of the Bidi rule and the joining types come from tr46,
// decompositions and combining classes from the normalizer of the Node that runs this.
const { createRequire } = require('node:module');
const load = createRequire(`${process.cwd()}/`);
const { STATUS_MAPPING } = load('tr46/lib/statusMapping.js');
const table = load('tr46/lib/mappingTable.json');
const regexes = load('tr46/lib/regexes.js');

const hex = (cp) => cp.toString(16).toUpperCase();
const isSurrogate = (cp) => cp >= 0xD800 && cp <= 0xDFFF;
const lines = [];

/** Adds one line for every run of code points to which `classify` gives the same text; undefined is left out. */
function runs(name, classify) {
  lines.push(`[${name}]`);
  let start = 0;
  let current;
  for (let cp = 0; cp <= 0x110000; cp++) {
    const value = cp === 0x110000 || isSurrogate(cp) ? undefined : classify(cp);
    if (value === current && !(value ?? '').startsWith('M')) continue;
    if (current !== undefined) lines.push(`${hex(start)}${cp - 1 > start ? `-${hex(cp - 1)}` : ''};${current}`);
    start = cp;
    current = value;
  }
}

const status = new Array(0x110000);
for (const [range, kind, mapping] of table) {
  const [from, to] = Array.isArray(range) ? range : [range, range];
  for (let cp = from; cp <= to; cp++) {
    if (kind === STATUS_MAPPING.valid || kind === STATUS_MAPPING.deviation) status[cp] = 'V';
    else if (kind === STATUS_MAPPING.ignored) status[cp] = 'I';
    else if (kind === STATUS_MAPPING.mapped) status[cp] = `M;${[...mapping].map((c) => hex(c.codePointAt(0))).join(' ')}`;
  }
}
runs('idna', (cp) => status[cp]);

runs('bidi', (cp) => {
  const c = String.fromCodePoint(cp);
  if (regexes.bidiS1LTR.test(c)) return 'L';
  if (regexes.bidiS1RTL.test(c)) return 'R';
  if (regexes.bidiS4EN.test(c)) return 'EN';
  if (regexes.bidiS4AN.test(c)) return 'AN';
  if (regexes.bidiS3.test(`\u05D0${c}`)) return 'NSM';
  return regexes.bidiS2.test(c) ? 'ON' : undefined;
});

runs('joining', (cp) => {
  const c = String.fromCodePoint(cp);
  if (c === '\u200C') return undefined;
  const left = regexes.validZWNJ.test(`${c}\u200C\u0627`);
  const right = regexes.validZWNJ.test(`\u0628\u200C${c}`);
  if (left || right) return left && right ? 'D' : left ? 'L' : 'R';
  return regexes.validZWNJ.test(`\u0628${c}\u200C\u0627`) ? 'T' : undefined;
});

// A character's combining class is the one of the probe with which it changes places in neither order.
const probes = new Map([
  [1, 0x334], [6, 0x16FF0], [7, 0x93C], [8, 0x3099], [9, 0x94D], [10, 0x5B0], [11, 0x5B1], [12, 0x5B2], [13, 0x5B3],
  [14, 0x5B4], [15, 0x5B5], [16, 0x5B6], [17, 0x5B7], [18, 0x5B8], [19, 0x5B9], [20, 0x5BB], [21, 0x5BC], [22, 0x5BD],
  [23, 0x5BF], [24, 0x5C1], [25, 0x5C2], [26, 0xFB1E], [27, 0x64B], [28, 0x64C], [29, 0x64D], [30, 0x64E], [31, 0x64F],
  [32, 0x650], [33, 0x651], [34, 0x652], [35, 0x670], [36, 0x711], [84, 0xC55], [91, 0xC56], [103, 0xE38], [107, 0xE48],
  [118, 0xEB8], [122, 0xEC8], [129, 0xF71], [130, 0xF72], [132, 0xF74], [202, 0x321], [214, 0x1DCE], [216, 0x31B],
  [218, 0x302A], [220, 0x316], [222, 0x59A], [224, 0x302E], [226, 0x1D16D], [228, 0x5AE], [230, 0x300], [232, 0x315],
  [233, 0x35C], [234, 0x35D], [240, 0x345],
]);
const swaps = (a, b) => {
  const pair = String.fromCodePoint(a, b);
  return pair.normalize('NFD') !== pair;
};
runs('combining', (cp) => {
  const c = String.fromCodePoint(cp);
  if (!/\p{M}/u.test(c) || c.normalize('NFD') !== c) return undefined;
  const orders = [...probes.values()].some((probe) => swaps(probe, cp) || swaps(cp, probe));
  return orders ? find(cp) : undefined;
});
function find(cp) {
  for (const [ccc, probe] of probes) {
    if (!swaps(probe, cp) && !swaps(cp, probe)) return String(ccc);
  }
  throw new Error(`no class for ${hex(cp)}`);
}

lines.push('[decomposition]');
for (let cp = 0; cp < 0x110000; cp++) {
  if (isSurrogate(cp) || (cp >= 0xAC00 && cp <= 0xD7A3)) continue;
  const c = String.fromCodePoint(cp);
  const full = c.normalize('NFD');
  if (full === c) continue;
  // A trailing "=" marks a character that composition makes again.
  lines.push(`${hex(cp)};${[...full].map((x) => hex(x.codePointAt(0))).join(' ')}${full.normalize('NFC') === c ? ';=' : ''}`);
}

process.stdout.write(`${lines.join('\n')}\n`);
