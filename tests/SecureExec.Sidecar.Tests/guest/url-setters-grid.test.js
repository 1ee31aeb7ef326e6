// Every setter with every value, on URLs of every kind.
'use strict';
const urls = ['http://u:p@h:81/a?b#c', 'https://h/', 'file:///a/b', 'file://h/a', 'foo:opaque?x', 'foo://h:1/a', 'foo:/p', 'mailto:a@b', 'data:,x', 'ws://h', 'http://[::1]:1/'];
const values = ['', 'x', 'http', 'https:', 'ws', 'foo', 'file', 'é', 'a b', 'a/b', 'a?b', 'a#b', 'h:8', ':', ':9', '80', '443', '65536', '-1', '8x', '//', '/..', '%zz', '[::2]', '127.1', '#', '?', '@', '\\', '\t', 'a:b@c', '\u0000'];
for (const href of urls) {
  for (const key of ['protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash']) {
    const results = values.map((value) => {
      const url = new URL(href);
      url[key] = value;
      return url.href === href ? '=' : url.href;
    });
    console.log(href, key, JSON.stringify(results));
  }
}
