// File URLs, url.format of URL objects, domainTo*, and the legacy parser's use of IDNA.
const url = require('node:url');
const show = (f) => {
  try {
    return String(f());
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
for (let c = 0; c < 128; c++) console.log(c, show(() => url.pathToFileURL(`/d/a${String.fromCharCode(c)}b`).href), show(() => url.pathToFileURL(`C:\\a${String.fromCharCode(c)}b`, { windows: true }).href));
for (const path of ['/', '/é/日本', '/💩', '/a/../b/', '//x//y', '/%41', '/\ud800']) {
  const href = show(() => url.pathToFileURL(path).href);
  console.log(path, href, show(() => url.fileURLToPath(href)));
}
for (const path of ['C:\\', 'C:\\a\\b\\', '\\\\server\\share\\x', '\\\\sérver\\x', '\\\\a b\\x', '\\\\server', '\\\\\\x', '\\\\?\\UNC\\server\\share\\x']) console.log(path, show(() => url.pathToFileURL(path, { windows: true }).href));
for (const href of ['file:///a%2Fb', 'file://host/x', 'file:///%41', 'http://x', 'file:///C:/x', 'file://xn--srver-bsa/x']) console.log(href, show(() => url.fileURLToPath(href)), show(() => url.fileURLToPath(href, { windows: true })));
const full = new URL('http://u:p@xn--ls8h.la:81/p?q#f');
for (let bits = 0; bits < 16; bits++) console.log(bits, url.format(full, { fragment: !!(bits & 1), unicode: !!(bits & 2), search: !!(bits & 4), auth: !!(bits & 8) }));
for (const domain of ['español.com', 'xn--espaol-zwa.com', 'xn--iñvalid.com', '中文.com', 'EXAMPLE.com', 'xn--', 'a b', '', '1.2', 'faß.de', 'xn--fa-hia.de', 'א.com', '\u0300a', 'a%41']) console.log(domain, show(() => url.domainToASCII(domain)), show(() => url.domainToUnicode(domain)));
for (const text of ['http://É.com/x', 'http://user:pass@host.com:80/p?q=1#h', '//x/y', 'http://a b/', 'http://xn--iñvalid.com/']) console.log(text, show(() => JSON.stringify(url.parse(text, false, true))));
console.log(url.resolve('http://a.com/b/c', '../d'), url.resolve('/one', '/two'));
console.log(JSON.stringify(url.urlToHttpOptions(new URL('http://a:b@[::1]:8/p?q#h'))));
