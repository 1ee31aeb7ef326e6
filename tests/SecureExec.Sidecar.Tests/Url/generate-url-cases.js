'use strict';
// Writes url-cases.json: what the pinned Node's internalBinding('url') answers for a list of inputs.
//   node --expose-internals --no-warnings generate-url-cases.js > url-cases.json
const { internalBinding } = require('internal/test/binding');
const url = internalBinding('url');

const cases = [];
const snapshot = (href) => (href ? [href, [...url.urlComponents]] : null);
const guarded = (f) => {
  try {
    return f();
  } catch (error) {
    if (error.code === 'ERR_INVALID_URL') return null;
    throw error;
  }
};

const parse = (input, base) =>
  cases.push({ op: 'parse', input, base: base ?? null, expect: snapshot(url.parse(input, base, false)) });
const update = (href, part, value) => {
  const normal = url.parse(href, undefined, true);
  cases.push({ op: 'update', href: normal, part, value, expect: snapshot(url.update(normal, part, value)) });
};
const format = (href, ...flags) => cases.push({ op: 'format', href, flags, expect: url.format(href, ...flags) });
const origin = (href) => cases.push({ op: 'origin', href, expect: guarded(() => url.getOrigin(href)) });
const ascii = (input) => cases.push({ op: 'ascii', input, expect: url.domainToASCII(input) });
const unicode = (input) => cases.push({ op: 'unicode', input, expect: url.domainToUnicode(input) });
const file = (path, windows, host) =>
  cases.push({
    op: 'file', path, windows, host: host ?? null,
    expect: guarded(() => snapshot(url.pathToFileURL(path, windows, ...(host === undefined ? [] : [host])))),
  });

// Left out on purpose: marks behind a composed character (U+1E0B U+0323), which Node 26.10.0 does not bring into NFC.
const hosts = [
  'example.com', 'EXAMPLE.com', 'ex%41mple.com', 'a%2Fb', 'a%00b', 'a%zz', 'a%', 'a b', 'a<b', 'a>b', 'a^b', 'a|b', 'a%7Cb',
  'a_b', 'a`b', 'a{b}', "a'b", 'a"b', 'a$b', 'a&b', 'a(b)', 'a*b', 'a+b', 'a,b', 'a;b', 'a=b', 'a!b', 'a~b', '-a-', 'a--b',
  '.', '..', 'a.', 'a..b', '.a', 'a..', '\u007F', 'a%7Fb', '%', '%25', '%ff', '%E4%BD%A0', '%EF%BC%85%EF%BC%94%EF%BC%91',
  '127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f.1', '0x7F000001', '0177.1', '017700000001', '1.2.3.4.', '1.2.3.4..',
  '1.2.3.4.5', '256.1.1.1', '1.256.1.1', '1.1.256', '1.1.65536', '1.16777216', '4294967295', '4294967296', '0x', '0x.0x.0',
  '0xg', '1.2.3.08', '1.2.3.09', '09', '08.2.3.4', 'foo.09', 'foo.0x4', 'foo.0x', 'foo.0xg', 'foo.2.3', '1e2', '1..2', '0',
  '00', '0.0', '0x100000000', '99999999999999999999', '1.2.3.99999999999999999999', 'a.1', 'a.1.', '1.a', '１２７.０.０.１',
  '[::1]', '[::]', '[1::]', '[1:2:3:4:5:6:7:8]', '[1:2:3:4:5:6:7::]', '[::2:3:4:5:6:7:8]', '[1:2::3:4:5:6:7:8]', '[1::2::3]',
  '[1:0:0:2:0:0:0:3]', '[1:0:0:2:3:0:0:4]', '[0:1:0:1:0:1:0:1]', '[2001:DB8::ABCD]', '[::127.0.0.1]', '[::ffff:1.2.3.4]',
  '[1:2:3:4:5:6:1.2.3.4]', '[1:2:3:4:5:6:7:1.2.3.4]', '[::1.2.3]', '[::1.2.3.4.5]', '[::01.2.3.4]', '[::1.2.3.256]', '[::.1]',
  '[::1.2.3.4x]', '[::1.]', '[:1]', '[1:]', '[1:2:3:4:5:6:7]', '[1:2:3:4:5:6:7:8:9]', '[12345::]', '[g::]', '[]', '[', ']', '[::1',
  '::1]', '[::1]x', '[::1%25eth0]', '[::1%eth0]', '[0:0:0:0:0:0:0:0]', '[:::]', '[::1:]', '[v1.x]', '[::ffff:0:0]', '[0::0:0:1]',
  'xn--', 'xn--a', 'xn--a-', 'xn--a-yoc', 'xn--ls8h', 'xn--ls8h.la', 'XN--LS8H', 'xn--mgba3gch31f060k', 'xn--fa-hia', 'xn--zn7c.com',
  'xn--55555555', 'xn--ASCII-', 'xn--unicode-.org', 'xn--0', 'xn--xn---epa', 'xn--a-ecp.ru', 'xn--tda', 'xn--ls8h=', 'xn--iñvalid.com',
  'xn--8i7a', 'xn--9ca', 'a.xn--', 'xn--wgv71a119e', 'xn--j1ail', 'xn--1ch', 'xn--1ug', 'xn--0ug', 'xn--kgbechtv',
  'ñ.com', 'Ñ.com', 'mañana.com', 'man\u0303ana.com', 'ÀÉ', 'faß.de', 'FASS.de', 'ẞ.de', 'ΑΣ.gr', 'ας.gr', 'Königsgäßchen', '日本語.jp',
  '日本語。jp', '日本語．jp', '☃.net', '💩.la', 'ﬃ.com', '①②', '⑴.com', '½.com', 'Ⅷ.com', '℡.com', 'Å.com', 'Å.com', 'ｅｘａｍｐｌｅ.com',
  'a\u00ADb.com', '\u00AD', '\u200B', 'a\u200Bb', 'a\u2060b', 'a\u200Cb', 'a\u200Db', '\u0915\u094D\u200D\u0937', '\u0915\u094D\u200C\u0937',
  '\u0628\u200C\u0627', '\u0628\u064B\u200C\u064B\u0627', '\u0627\u200C\u0628', 'a\u0300b', '\u0300b', 'b.\u0300b', 'e\u0301', 'q\u0323\u0307',
  'q\u0307\u0323', '각', '\u1100\u1161\u11A8', '\u0344', '\u2126', '\uFB1D', '\u0958', 'نامه.com', 'אבג.com',
  'א1.com', '1א.com', 'אa.com', 'aא.com', 'א٠.com', 'א٠1.com', 'a.אבג', '1a.אבג', 'א-', '-א', 'אֿ', 'א.1', 'א.a1.com', '0à.א', 'à.א1٠', 'א\u0300',
  '\uFFFD', '\uD800', 'a\uDC00b', '\u{10FFFF}', '\uFDD0', '\u2028', 'a\u3000b', '\u2260', '≠.com', '\u226E', '\uFE12', 'a。b', 'a｡b', 'a．b', '\u06DD.com',
  '\u0640.com', 'ǅ.com', 'İ.com', 'I.com', 'ſ.com', 'K.com', 'ℂ', '㎏', '㋀', '﷼', '\u1806', '\u180E', '\uFE0F', '☃\uFE0F', '👨\u200D👩', '🏳️\u200D🌈.com',
  '\u{1F1E6}', '\u{E0100}a', '\u{1D400}', '\u{2F868}', 'Ⴀ', 'ⴀ', 'Ꭰ', 'ꭰ', 'ა', 'Ა', '\u1E9E', '\u{10400}', '٣', '۳', '१', '\u0BCD', 'க\u0BCD\u200C',
  'x'.repeat(64), `${'x'.repeat(63)}.`.repeat(5), 'ü'.repeat(70), '', 'localhost', 'LOCALHOST', 'localhost.', 'lo%63alhost', 'C:', 'C|', 'c', '@', 'a@b',
  'xn--a.ñ', 'xn--ls8h.ñ', 'xn--.ñ', 'xn--ASCII-.ñ', 'xn--1ug.ñ', 'ñ.xn--zn7c', 'א.ñ', '1.א', 'xn--4dbcd.ñ', 'xn--1-zhc.ñ', 'a\u11A8', '\u1100\u1161', '\u1100\u1161\u11A7', 's\u0323\u0307', 's\u0307\u0323', '\u1E69', 'a\u0328\u0301',
  ':', ':80', 'a:b', '\\', 'a\\b', '#', '?', '/', ' ', ' a', 'a ', 'a\tb', 'a\nb',
];
for (const host of hosts) {
  parse(`http://${host}/p`);
  parse(`foo://${host}/p`);
  parse(`file://${host}/p`);
  ascii(host);
  unicode(host);
  update('http://u:p@h:81/p', 1, host);
  update('foo://h/p', 2, host);
}

const bases = [
  'http://u:p@example.org:8080/a/b/c?q#f', 'http://example.org', 'file:///C:/x/y', 'file://host/a/b', 'file:///a/b?q#f', 'mailto:x@y?q#f', 'foo://h/a/b', 'foo:/a/b',
  'foo:/..//p', 'about:blank', 'data:text/plain,x', 'javascript:alert(1)', 'foo:///', 'foo://', 'blob:https://a/b', 'https://x?q', 'non-special:opaque  ?x',
];
const relatives = [
  '', ' ', '#', '#x', '?', '?x', '/', '//', '///', '//h', '//h/p', '///h/p', '.', '..', './', '../', '../..', '../../../..', 'x', './x', '../x', '/x', '/./x', '/../x',
  'x/.', 'x/..', 'x/./y', 'x/../y', '%2e', '%2E%2e', '.%2e/x', '%2e%2e%2e', '...', 'x/%2e%2e/y', '\\', '\\\\h\\p', '/\\h', '\\x\\y', 'x\\y', 'C:', 'C|', 'C:/', 'C|/x', '/C:/x', '/C|/x',
  'C:x', '//C:/x', 'D:', '/D:', '..//D:', 'c:\\x', '/c|?q', '|', ':', ':x', ':80', '@', '@x', 'http:', 'http:x', 'http:/x', 'http://', 'http:///x', 'http:\\\\x\\y', 'https:x', 'https:/x', 'https:///x', 'file:',
  'file:x', 'file:/x', 'file://x', 'file:///x', 'file:////x', 'file:C:/x', 'file:/C|/x', 'file://C:/x', 'file:///C|/x', 'file:///C:/..', 'file:///C:/../..', 'file:///C|', 'file:?q', 'file:#f', 'file:\\\\h\\x',
  'foo:', 'foo:x', 'foo:/x', 'foo://x', 'foo:///x', 'foo:////x', 'foo:/.//x', 'foo:/..//x', 'foo:\\x', 'foo:x y', 'foo:x ?q', 'foo:x #f', 'foo:x  ', 'mailto:a b', 'data:text/html,<p>é', 'x:y:z', '1:x', 'a+b-c.d:x', 'A+B:x',
  'h%74tp:x', 'ht\ntp://x', '\thttp://x\n', '  http://x  ', '\u0000http://x\u001f', 'http://u@h', 'http://u:@h', 'http://:p@h', 'http://:@h', 'http://@h', 'http://u:p:q@h', 'http://a@b@h', 'http://a:b@c:d@h', 'http://u@/x', 'http://u@',
  "http://u!$&'()*+,;=:p@h", 'http://u<>^`{|}\\@h', 'http://u\u00e9:p\u{1F4A9}@h', 'http://h:', 'http://h:80', 'http://h:0', 'http://h:00080', 'http://h:65535', 'http://h:65536', 'http://h:99999999999', 'http://h:8a', 'http://h:-1', 'http://h: 80', 'http://h:80x/y', 'http://h:\\x',
  'https://h:443', 'https://h:80', 'ws://h:80', 'wss://h:443', 'ftp://h:21', 'foo://h:80', 'foo://h:', 'foo://:80', 'foo://u@', 'foo://u@/x', 'foo://u:p@h:1/x',
  'http://h?q', 'http://h#f', 'http://h/?q#f?g', 'http://h/p?q?r', 'http://h/p#f#g', "http://h/a b\"<>`{}^|'\\é?a b\"<>`{}^|'\\é#a b\"<>`{}^|'\\é", "foo://h/a b\"<>`{}^|'\\é?a b\"<>`{}^|'\\é#a b\"<>`{}^|'\\é",
  "foo:a b\"<>`{}^|'\\é?a b\"<>`{}^|'\\é#a b\"<>`{}^|'\\é", 'http://h/%', 'http://h/%zz', 'http://h/%c3%a9', 'http://h/\u0000\u0001\u007f\u0080', 'http://h/\uD800x?\uDC00#\uD800', 'http://h/a\tb\nc\rd', 'http://h//a//b//', 'http://h/a/./b/../c/%2e%2E/d/', 'http://h/..', 'http://h/.', 'http://h/a/..', 'http://h/;a=b,c', 'http://h/a:b@c', 'http://h/[]', 'http://h/x\\..\\y',
  'javascript:alert("x y")', 'blob:http://h/x', 'blob:foo://h', 'about:blank', 'about:srcdoc#x', 'urn:a:b:c', 'tel:+1', 'http:h', 'http:/h', 'http:\\h', 'WSS://H', 'view-source:http://x', 'git+ssh://u@h:1/x.git', 'node:fs', 'npm:x@1', '${x}', '{{x}}', 'http://[::1]:8080/x', 'http://h/\u2028', 'http://é/é?é#é',
];
for (const relative of relatives) {
  parse(relative);
  for (const base of bases) parse(relative, base);
  origin(relative);
}
parse('x', 'nonsense');
parse('x', '');

const targets = [
  'http://u:p@example.com:8080/a/b?q#f', 'http://example.com', 'https://example.com/', 'file:///a/b', 'file://host/x', 'file:///C:/x', 'mailto:x@y', 'foo://h:1/x', 'foo://h', 'foo:///x', 'foo:/x', 'foo:/.//x', 'data:x  ?q#f', 'data:x  #f', 'javascript:x', 'ws://h:81', 'foo://u@h',
];
const values = {
  0: ['', 'http', 'https', 'HTTPS:', 'ftp:x', 'file', 'ws', 'foo', 'foo:bar', '1x', 'a b', 'https:\\', ':', 'ht\ntps', 'é', 'mailto', 'wss:80'],
  1: ['', 'x', 'X.org', 'x:', 'x:81', 'x:80', 'x:443', 'x:99999', 'x:8a', 'x:8\\9', ':80', 'x/y', 'x?y', 'x#y', 'x\\y', 'x@y', 'a b', '[::1]', '[::1]:81', '[::1', '1.2.3', '%41', 'é.com', 'x\ny', 'localhost', 'C:', 'u:p@x', 'x:1:2', 'x:0', '/x', '?', '#', '\\'],
  2: ['', 'x', 'X.org', 'x:', 'x:81', ':80', 'x/y', 'x?y', 'x#y', 'x\\y', 'x@y', 'a b', '[::1]', '[::1]:81', '1.2.3', 'é.com', 'localhost', 'C:', '/x', '[]', '256.1.1.1'],
  3: ['', '80', '443', '0', '65535', '65536', '8a', 'a8', '8/9', '8\\9', '8?', '-1', ' 8', '8 ', '\t8\n1', '00081', '99999999999', '8080:1', '1.5', '٣'],
  4: ['', 'u', 'a b', 'a:b', 'a@b', 'a/b', 'é', '%41', '%', "'", '^|`{}', '\u0000', 'x\ny', '?#[]\\;='],
  5: ['', 'p', 'a b', 'a:b', 'a@b', 'a/b', 'é', '%41', '%', "'", '^|`{}', '\u0000', 'x\ny', '?#[]\\;='],
  6: ['', '/', 'x', '/x', '//x', '///x', '..', '/../x', '/./x', 'a b', 'a?b', 'a#b', 'é', '%2e%2e/x', 'C|/x', '/C|/x', '\\x\\y', 'x\ny', './/x', '/.//x', '..//x', "'\"<>`{}^|", '%', '/a/b/', ' x ', ':x', '@'],
  7: ['', '?', '??', 'q', '?q', '?a b', "?'\"<>`{}^|", 'a#b', 'é', '%', '?x\ny', ' x ', '&=+', '\u0000'],
  8: ['', '#', '##', 'f', '#f', '#a b', "#'\"<>`{}^|", 'a?b', 'é', '%', '#x\ny', ' x ', '\u0000'],
  9: ['', 'http://x', 'x', ' foo:bar ', 'http://', 'file:x', 'HTTP://É/'],
};
for (const target of targets) {
  for (const [part, list] of Object.entries(values)) {
    for (const value of list) update(target, Number(part), value);
  }
}

for (const href of ['http://u:p@xn--ls8h.la:81/p?q#f', 'http://xn--fa-hia.de/', 'http://example.com/', 'file:///x?q#f', 'mailto:x?q#f', 'foo://xn--ls8h/x', 'http://xn--a.b/', 'http://[::1]/?#', 'foo:/.//x', 'http://1.2.3.4', 'http://xn--mgba3gch31f060k/']) {
  let normal;
  try {
    normal = url.parse(href, undefined, true);
  } catch {
    continue;
  }
  for (let bits = 0; bits < 16; bits++) format(normal, Boolean(bits & 1), Boolean(bits & 2), Boolean(bits & 4), Boolean(bits & 8));
}

for (let c = 0; c < 128; c++) {
  file(`/a${String.fromCharCode(c)}b`, false);
  file(`C:\\a${String.fromCharCode(c)}b`, true);
}
for (const path of ['/', '/é/日本', '/💩', '/\uD800', '/a/../b', '/a/./b', '//x//y', '/C:/x', 'C:\\x\\y', 'C:/x', 'C|x', '/%41', '/a b/c?d#e', '\\share\\x', '..', '.', 'x']) {
  for (const windows of [false, true]) file(path, windows);
  for (const host of ['', 'server', 'SERVER', 'é.com', 'a b', 'localhost', '1.2.3', 'a:1', 'a/b', '[::1]', '?']) file(path, true, host);
}

const unique = [...new Map(cases.map((entry) => [JSON.stringify({ ...entry, expect: 0 }), entry])).values()];
// Lone surrogates have no UTF-8 form: they travel as JSON escapes.
process.stdout.write(`[\n${unique.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`);
