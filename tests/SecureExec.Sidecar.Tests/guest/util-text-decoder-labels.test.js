// The labels of the Encoding standard that stand for one byte a character or Unicode: whether it is known, its name, and what it makes of all bytes.
'use strict';
const labels = 'utf-8 utf8 unicode-1-1-utf-8 utf-16le utf-16 utf-16be ibm866 iso-8859-1 latin1 l1 ascii us-ascii iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-8-i iso-8859-10 iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 koi8-r koi8-u macintosh windows-874 windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 x-mac-cyrillic replacement x-user-defined UTF-8 \tutf-8\n utf-7 nope'.split(/ (?! )/);
const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
for (const label of [...labels, '', undefined, null, 'utf-8\0', ' latin1 ']) {
  try {
    const decoder = new TextDecoder(label);
    const text = decoder.decode(bytes);
    let hash = 0;
    for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
    let fatal;
    try { fatal = new TextDecoder(label, { fatal: true }).decode(bytes).length; } catch (error) { fatal = `${error.name} ${error.code}`; }
    console.log(JSON.stringify(label), decoder.encoding, decoder.fatal, decoder.ignoreBOM, text.length, hash, fatal, JSON.stringify(text.slice(0x80, 0x90)));
  } catch (error) {
    console.log(JSON.stringify(label), error.name, error.code, error.message);
  }
}
