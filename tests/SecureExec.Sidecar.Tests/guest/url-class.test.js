// The URL class: parsing, relative references, parts, and its errors.
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message} ${error.input} ${error.base}`;
  }
};
const parts = (url) => [url.href, url.origin, url.protocol, url.username, url.password, url.host, url.hostname, url.port, url.pathname, url.search, url.hash].join(' | ');
const inputs = [
  'http://example.com', 'HTTP://User:Pa%20ss@EXAMPLE.com:80/a/../b/./c?x=1#y', 'https://[::1]:443/x', 'http://1.2.3', 'http://0x7f.1/', 'http://256.256.256.256', 'http://é.com/é?é#é', 'http://xn--fa-hia.de', 'http://faß.de', 'http://日本語。jp', 'http://a b', 'http://a%41b', 'file:///a/b', 'file:C:\\x\\y', 'file://host/x', 'mailto:a@b', 'data:text/plain,a b', 'javascript:1', 'foo://h:1/x', 'foo:/.//x', 'foo:x ?y', 'blob:https://a.b/c', 'about:blank', '', ' ', 'x', '//x', 'http:', 'http://', 'http://u@', 'http://h:99999', 'http://[::1', 'http://\ud800x', 'ht\ntp://x', 'node:fs', 'http://h/\\x\\..\\y', 'http://a.b.c.xn--', 'http://1e2', 'http://אבג.com', 'http://א1א', 'ws://x:80', 'wss://x:443', 'ftp://x:21/',
];
for (const input of inputs) {
  console.log(JSON.stringify(input), show(() => parts(new URL(input))), URL.canParse(input), show(() => String(URL.parse(input))));
  for (const base of ['http://u:p@h:1/a/b?q#f', 'file:///C:/d', 'foo:opaque', 'bad']) console.log('  ', base, show(() => new URL(input, base).href), URL.canParse(input, base));
}
const target = () => new URL('http://u:p@example.com:8080/a/b?q=1#f');
for (const [name, values] of Object.entries({
  protocol: ['https', 'ftp:', 'foo', '', '1'], username: ['', 'é', 'a:b'], password: ['', 'x@y'], host: ['x', 'x:1', 'x:', '', '[::1]:2', 'a b', 'é'], hostname: ['x', 'x:1', '', '1.2'], port: ['', '80', '99999', '7x', 'x'],
  pathname: ['', 'x', '/../y', 'a?b#c', '\\z'], search: ['', '?', 'a=b', '?é#'], hash: ['', '#', 'x y', '`'], href: ['http://y', 'bad'],
})) {
  for (const value of values) {
    const url = target();
    console.log(name, JSON.stringify(value), show(() => { url[name] = value; return url.href; }), url.searchParams.get('q'));
  }
}
const url = target();
url.searchParams.append('a', 'b c');
url.searchParams.delete('q');
console.log(url.href, url.search, [...url.searchParams].join(';'));
url.search = '?z=%20+é';
console.log(url.searchParams.get('z'), url.toString(), JSON.stringify(url));
console.log(target());
console.log(show(() => new URL()), show(() => new URL(Symbol('x'))), show(() => URL.canParse()));
try {
  new URL('bad url', 'also bad');
} catch (error) {
  console.log(Object.keys(error), error instanceof TypeError, String(error));
}
