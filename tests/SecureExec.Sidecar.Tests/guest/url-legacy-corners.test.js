const url = require('url');
const t = (name, f) => { try { console.log(name, f()); } catch (error) { console.log(name, error.name, error.code, error.message); } };
for (const input of ['http://user:pass@host.com:8080/p/a/t/h?query=string#hash', '//host/path', '/path?q=1#h', 'javascript:alert(1)', 'mailto:a@b.c', 'http://a.com\\b', 'HTTP://A.COM', 'x:1', '', '  http://t.co  ', 'http://a b/c', 'http://[::1]:80/x', 'http://ä.com/ä', "http://a.com/'\"`<>{}|", 'a?b=c&b=d', 'file:///etc/passwd', 'http://a.com?', 'http://a.com#', 'git+ssh://git@host:path', 'http://u@p@h/x']) {
  t(JSON.stringify(input), () => { const u = url.parse(input); return JSON.stringify(u); });
  t('  query', () => JSON.stringify(url.parse(input, true, true).query));
}
for (const [from, to] of [['/one/two/three', 'four'], ['http://example.com/', '/one'], ['http://example.com/one', '/two'], ['http://a/b/c/d;p?q', '../../g'], ['http://a/b/c/d;p?q', 'g?y/./x'], ['http://a', 'mailto:x'], ['', 'x'], ['/a/b', '..'], ['http://u:p@h/x', '//v/y'], ['http://a/b', '?c'], ['http://a/b', '#c'], ['http://a/b/', ''], ['.', '#x']]) t(`${from} + ${to}`, () => url.resolve(from, to));
for (const parts of [{ protocol: 'http', host: 'a', pathname: 'b', search: 'c' }, { hostname: '::1', port: 5, slashes: true, protocol: 'x' }, { pathname: '/a?b#c', query: { d: ['e', 'f'], g: '' }, hash: 'h' }, { auth: 'u:p@', hostname: 'h', protocol: 'ftp:' }, 'http://a b', new URL('http://ä.org/x?y#z')]) t('format', () => url.format(parts));
t('format options', () => url.format(new URL('http://u:p@ä.org/x?y#z'), { auth: false, fragment: false, search: false, unicode: true }));
for (const bad of [5, null, {}, undefined]) { t('parse', () => url.parse(bad)); t('format', () => url.format(bad)); }
for (const path of ['/a b', '/%', '/#?', '/ä', 'rel', '/a/../b/', '/\n', '/\ud800']) t(`to ${JSON.stringify(path)}`, () => url.pathToFileURL(path).href.replace(url.pathToFileURL(process.cwd()).href, 'cwd'));
for (const href of ['file:///a%20b', 'file:///%2f', 'file://host/a', 'http://a', 'file:///%ff', 5, 'file:///C:/x', 'file:///a?b#c', 'nope']) t(`from ${href}`, () => url.fileURLToPath(href));
for (const href of ['file:///a%20b', 'file:///%2f', 'file:///%ff%00']) t(`buffer ${href}`, () => url.fileURLToPathBuffer(href).toString('hex'));
t('domain', () => [url.domainToASCII('español.com'), url.domainToUnicode('xn--espaol-zwa.com'), url.domainToASCII('xn--iñvalid.com'), url.domainToASCII('中文.com'), url.domainToUnicode('xn--fiq228c.com')]);
t('options', () => url.urlToHttpOptions(new URL('https://u:p@[::1]:81/x?y#z')));
