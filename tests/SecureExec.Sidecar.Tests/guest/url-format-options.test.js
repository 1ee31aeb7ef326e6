// url.format of URL objects and of plain objects, urlToHttpOptions, and errors.
'use strict';
const url = require('node:url');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const object = new URL('http://u:p@測試.com:81/p?q=1#h');
for (const fragment of [true, false]) for (const auth of [true, false]) for (const search of [true, false]) for (const unicode of [true, false]) console.log(url.format(object, { fragment, auth, search, unicode }));
for (const options of [undefined, null, {}, 'x', 1, { auth: 0 }, { unicode: 'yes' }, []]) console.log(show(() => url.format(object, options)));
for (const parts of [{}, { protocol: 'http' }, { protocol: 'http', host: 'h:1' }, { protocol: 'http:', hostname: 'h', port: 2 }, { protocol: 'file', pathname: 'x' }, { slashes: true, hostname: '::1' }, { pathname: 'a?b#c' }, { search: 'x' }, { query: { a: [1, 2], b: 'é' } }, { hash: 'z' }, { auth: 'a:b@c', host: 'h' }, { protocol: 'javascript', pathname: 'x' }]) console.log(show(() => url.format(parts)));
for (const href of ['http://a:b@h:1/p?q#f', 'http://[::1]/', 'file:///x', 'http://h/', 'http://%41@h/']) console.log(JSON.stringify(url.urlToHttpOptions(new URL(href))));
for (const bad of [undefined, null, 1, Symbol('s'), () => {}]) console.log(show(() => url.format(bad)), show(() => url.parse(bad)), show(() => url.urlToHttpOptions(bad)));
