// stripVTControlCharacters, styleText, toUSVString, diff, getSystemErrorName and the like, over awkward text.
'use strict';
const util = require('node:util');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
for (const text of ['\u001b[31mred\u001b[39m', '\u001b]8;;http://x\u0007link\u001b]8;;\u0007', '\u009b1mcsi', 'plain', '\u001b[38;5;12mx', '\u001b[', '\u001b(B', '', '\u001b[2K\u001b[1Gline', 5]) console.log(show(() => JSON.stringify(util.stripVTControlCharacters(text))));
for (const format of ['red', 'bold', ['red', 'underline'], 'nope', [], 'none', ['red', 'nope'], 5, null, 'bgBlue', ['bold', 'red', 'bgWhite']]) for (const text of ['x', '', 'a\u001b[31mb\u001b[39mc', 5]) console.log(JSON.stringify(format), show(() => JSON.stringify(util.styleText(format, text, { validateStream: false }))));
console.log(show(() => util.styleText('red', 'x', { stream: {} })), show(() => util.styleText('red', 'x', { validateStream: 1 })));
for (const text of ['ok', '\ud800', 'a\udc00b', '\ud83d\ude00', '\udc00\ud800', 5, null]) console.log(JSON.stringify(util.toUSVString(text)), String(text).isWellFormed());
for (const [a, b] of [['abc', 'abd'], ['', ''], ['a', ''], [['a', 'b'], ['b', 'c']], ['12345', '12x45'], [1, 2], [['a'], 'a']]) console.log(show(() => JSON.stringify(util.diff(a, b))));
for (const code of [-1, -2, -13, -110, -4095, -9999, 0, 1, 'x', null, 1.5]) console.log(code, show(() => util.getSystemErrorName(code)), show(() => util.getSystemErrorMessage(code)));
console.log(util.getSystemErrorMap().size, util.getSystemErrorMap().get(-2), [...util.getSystemErrorMap().keys()].filter((key) => key > -4000).length);
const mime = new util.MIMEType('Text/Plain; Charset="utf-8"; q=a\\b');
console.log(String(mime), mime.essence, mime.type, mime.subtype, [...mime.params], JSON.stringify(mime), util.inspect(mime));
for (const text of ['', 'a', 'a/', '/b', 'a/b;', 'a/b;c', 'a/b;c=', 'a/b;c="', 'a/b; c = d', 'a/b;c=d;c=e', 'a b/c', 'a/é', 'x/y;z="é"', ' text/html ', 'text/html;charset="a;b"', 'text/html;x="\\""']) console.log(JSON.stringify(text), show(() => String(new util.MIMEType(text))));
for (const [key, value] of [['type', 'x/y'], ['type', 'ok'], ['subtype', ''], ['essence', 'a/b']]) console.log(key, show(() => { 'use strict'; mime[key] = value; return String(mime); }));
mime.params.set('new', 'v w'); mime.params.delete('q');
console.log(String(mime), mime.params.has('charset'), mime.params.get('new'), show(() => mime.params.set('bad key', 'x')), show(() => mime.params.set('k', '\n')));
console.log(Object.keys(util).sort().join());
