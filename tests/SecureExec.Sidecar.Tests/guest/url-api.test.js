'use strict';
const url = require('node:url');
for (const x of ['https://user:pä@ExAmple.com:443/a/../b/./c%20d?q=a b&r=é#fräg', 'HTTP://[::1]:80/', 'file:///C:/a/../b', 'data:text/plain,hi', 'http://xn--mnchen-3ya.de/', 'http://münchen.de', 'http://1.2.3', 'http://0x7f.1/', 'ws://h:81', 'javascript:alert(1)', 'http://a b/', '//no-base', 'http://h:99999/']) {
  try { const u = new URL(x); console.log(u.href, '|', u.origin, u.protocol, u.username, u.password, u.host, u.port, u.pathname, u.search, u.hash); } catch (e) { console.log(x, e.code, e.name, e.message, e.input); }
}
console.log(new URL('../x?y#z', 'http://h/a/b/c').href, URL.canParse('x:'), URL.canParse('x'), URL.parse('nope'), URL.parse('b', 'http://h/a')?.href);
const u = new URL('http://h/'); u.port = '8080x'; u.pathname = 'a b'; u.search = '?q=ü'; u.hash = 'h h'; u.host = 'other:1'; u.protocol = 'https'; u.username = 'me@'; console.log(u.href, JSON.stringify(u), String(u));
const p = u.searchParams; p.append('q', '2'); p.set('z', 'a&b'); p.delete('none'); p.sort(); console.log(u.href, [...p], p.getAll('q'), p.has('z', 'a&b'), p.size, String(new URLSearchParams({ a: 1, b: 'x y' })), new URLSearchParams([['k', 'v']]).get('k'));
try { new URLSearchParams([['only']]); } catch (e) { console.log(e.code, e.message); }
console.log(url.fileURLToPath('file:///a%20b/c'), url.pathToFileURL('/a b/#c?').href, url.urlToHttpOptions(new URL('http://u:p@h:1/p?q')).auth, url.domainToASCII('español.com'), url.domainToUnicode('xn--espaol-zwa.com'));
for (const bad of ['file://host/x', 'http://x', 'file:///a%2Fb']) try { url.fileURLToPath(bad); } catch (e) { console.log(e.code, e.message); }
console.log(url.parse('http://u:p@h.com:80/p/a?q=1&q=2#f', true), url.format({ protocol: 'http', host: 'h', pathname: '/p', query: { a: 1 } }), url.resolve('/one/two', '../three'), url.resolve('http://h/a/b', '?x'));
console.log(url.format(new URL('http://u:p@xn--mnchen-3ya.de/?q#h'), { auth: false, fragment: false, search: false, unicode: true }));
