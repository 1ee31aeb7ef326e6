// URLs put together at random, absolute and against a base.
'use strict';
let seed = 20260101;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const pick = (list) => list[next(list.length)];
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const scheme = () => pick(['http:', 'https:', 'ws:', 'ftp:', 'file:', 'foo:', 'HTTP:', 'a+b-1.c:', 'javascript:', 'data:', '1x:', '']);
const host = () => pick(['', 'h', 'H.Com', 'a.b.', '..', '127.1', '0x10', '1.2.3.4.5', '[::1]', '[1::1.2.3.4]', '[v1.a]', 'é.fr', 'xn--a', 'a_b', 'a%2eb', '%zz', 'h h', 'ａ', 'a\u00ADb', '☃', 'h<', 'h|', '0300.1']);
const user = () => pick(['', '', '', 'u@', 'u:p@', ':@', 'a@b@', 'é:%41@', 'u:p:q@']);
const port = () => pick(['', '', '', ':80', ':443', ':0', ':65535', ':65536', ':', ':1x', ':00080', ':-1']);
const rest = () => pick(['', '/', '/a/b', '/a/../b', '/./', '/%2e/%2E%2e/x', '//x', '/a b', '/é', '/|', '/C|/x', '\\\\x', '/a;b=1', '/%', '/{}']) + pick(['', '', '?', '?a=b', '?é', "?'\"<>", '?a b#']) + pick(['', '', '#', '#x', '#`{}', '#é\u0000']);
const parts = (url) => [url.href, url.protocol, url.username, url.password, url.host, url.port, url.pathname, url.search, url.hash, url.origin].join(' ');
for (let i = 0; i < 1500; i++) {
  const text = pick(['', '', ' ', '\t']) + scheme() + pick(['//', '//', '//', '/', '', '///', '\\\\']) + user() + host() + port() + rest();
  console.log(JSON.stringify(text), URL.canParse(text), show(() => parts(new URL(text))), show(() => new URL(text, pick(['http://b/c/d?e#f', 'file:///x/y', 'foo:bar', 'foo://b/c'])).href));
}
