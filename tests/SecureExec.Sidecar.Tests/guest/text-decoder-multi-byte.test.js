'use strict';
const encodings = ['gb18030', 'gbk', 'big5', 'euc-jp', 'shift_jis', 'euc-kr'];
const hex = (text) => Array.from(text, (c) => c.codePointAt(0).toString(16)).join(' ');

// All pairs of bytes, a line for each first one: a checksum over what they become.
for (const encoding of encodings) {
  const decoder = new TextDecoder(encoding);
  const sums = [];
  for (let first = 0; first < 256; first++) {
    let sum = 0;
    for (let second = 0; second < 256; second++) {
      const text = decoder.decode(Uint8Array.of(first, second, 0x41));
      for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) >>> 0;
    }
    sums.push(sum.toString(36));
  }
  console.log(encoding, decoder.encoding, sums.join());
}

// Longer sequences, by a generator of numbers of our own.
let seed = 1;
const random = (n) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % n; };
const pools = { gb18030: [0x30, 0x35, 0x39, 0x81, 0x84, 0x90, 0xe3, 0xfe, 0xff, 0x41, 0x80], 'euc-jp': [0x8f, 0x8e, 0xa1, 0xa2, 0xb0, 0xf4, 0xfe, 0xff, 0x41] };
for (const [encoding, pool] of Object.entries(pools)) {
  for (let i = 0; i < 3000; i++) {
    const bytes = Uint8Array.from({ length: 1 + random(8) }, () => (random(3) ? pool[random(pool.length)] : random(256)));
    const cut = random(bytes.length + 1);
    const streaming = new TextDecoder(encoding);
    const parts = [streaming.decode(bytes.subarray(0, cut), { stream: true }), streaming.decode(bytes.subarray(cut))];
    let strict;
    try { strict = new TextDecoder(encoding, { fatal: true }).decode(bytes) === parts.join(''); } catch (error) { strict = error.code; }
    const line = `${hex(String.fromCharCode(...bytes))} = ${hex(new TextDecoder(encoding).decode(bytes))} | ${hex(parts.join(''))} ${strict}`;
    if (i % 100 === 0) console.log(encoding, line);
    // What comes next depends on all that was decoded.
    for (let at = 0; at < line.length; at++) seed = (seed * 31 + line.charCodeAt(at)) >>> 0;
  }
}

const latin1 = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const jp = new TextDecoder('iso-2022-jp');
for (const text of ['plain', '\x1b$B$"$$\x1b(B and', '\x1b$@0!', '\x1b(J\\~\x1b(B\\~', '\x1b(I1', '\x1b$B$"\r\nline', 'a\x1b$B$"\x1b(Bb\x1b$B$$\x1b(Bc']) {
  console.log(hex(jp.decode(latin1(text))), hex(jp.decode(latin1(text.slice(0, 5)), { stream: true }) + jp.decode(latin1(text.slice(5)))));
}
for (const bytes of ['\x80', '\x1b', '\x0e', '\x1b$B$']) {
  try { console.log(new TextDecoder('iso-2022-jp', { fatal: true }).decode(latin1(bytes))); } catch (error) { console.log(error.name, error.code, error.message, hex(jp.decode(latin1(bytes)))); }
}
for (const label of ['GBK', 'gb2312', 'x-gbk', 'csbig5', 'x-x-big5', 'ms_kanji', 'windows-31j', 'x-euc-jp', 'ks_c_5601-1987', 'windows-949', 'csiso2022jp', 'iso-2022-kr', 'x-user-defined', 'replacement', 'utf-7']) {
  try { console.log(label, new TextDecoder(label).encoding); } catch (error) { console.log(label, error.name, error.code); }
}
