'use strict';
const parts = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
const tried = (action) => { try { return action(); } catch (error) { return `${error.name} ${error.code} ${error.message}`; } };
const show = (...args) => tried(() => { const pattern = new URLPattern(...args); return `${parts.map((part) => pattern[part]).join(' | ')} ${pattern.hasRegExpGroups}`; });
const matched = (result) => result && Object.fromEntries(Object.entries(result).map(([name, { input, groups }]) => [name, groups && [input, Object.entries(groups).sort()]]));

for (const args of [
  [], [{}], [null], ['/books/:id', 'https://example.com'], ['https://*.example.com/:path*?q=:q#:hash'], ['https://user:pass@example.com:8080/'], ['data\\:text/*'],
  ['{https,http}://a/'], ['http{s}?://{*.}?example.com/(foo|bar)'], ['https://[\\:\\:1]/'], ['https://[2001:DB8::1]:443/x'], [{ pathname: '/:a{-:b}?' }], [{ pathname: ':a:b' }],
  [{ pathname: '/a/{b/}*c' }], [{ pathname: '/é/:naïve' }], [{ hostname: 'MÜNCHEN.de' }], [{ protocol: 'https', port: '443' }], [{ protocol: 'http(s?)', pathname: '/../x' }],
  [{ protocol: 'data', pathname: 'a b' }], [{ search: '?a=:b&c=*' }], [{ hash: '#x' }], [{ baseURL: 'https://h:1/a/b?c#d', pathname: 'e' }], [{ baseURL: 'https://h/a(b)*?', search: 'x' }],
  [{ pathname: '/(\\d+)' }], [{ pathname: '/([a-z--[aeiou]])' }], [{ pathname: '/((?:a|b)+)' }], [{ pathname: '/:x(.*)' }], [{ pathname: '/*/**' }], [{ pathname: '/:a\\-x{b}' }],
  [{ port: '80a' }], [{ port: '{8}0?' }], [{ username: 'a:b', password: 'c@d' }], [{ pathname: '/\ud800' }], [{ pathname: 1, search: null }],
  ['('], ['https://a/:x('], [{ pathname: '(\\' }], [{ pathname: '/{a' }], [{ pathname: '/:a/:a' }], [{ pathname: '/(?:x)' }], [{ pathname: '/((x))' }], [{ pathname: '/(é)' }], [{ pathname: '/([)' }],
  [{ hostname: 'a b' }], [{ hostname: '[g]' }], [{ port: '65536' }], [{ protocol: 'ä' }], ['/no/base'], ['/x', 'nothing'], [{}, 'https://a'], [1], [Symbol()], ['https://a/', 1],
  ['https://a/', 1, {}], ['https://a/', 'https://b', 1], ['https://a/', undefined, {}], [{ get pathname() { throw new RangeError('mine'); } }], ['https://a/', { get ignoreCase() { throw new RangeError('mine'); } }],
]) console.log(args.map((arg) => (typeof arg === 'symbol' ? 'symbol' : Object.keys(arg ?? {}).length && typeof arg === 'object' ? Object.keys(arg).join() : String(arg))), show(...args));

const book = new URLPattern('/books/:id(\\d+)/:rest*', 'https://example.com');
for (const input of ['https://example.com/books/12', 'https://example.com/books/12/a/b?x#y', 'https://example.com/books/x', 'http://example.com/books/12', 'nothing', '']) {
  console.log(input, book.test(input), matched(book.exec(input)));
}
const any = new URLPattern({ pathname: '/:first/:second?' });
console.log(any.exec({ pathname: '/x', other: 1 }).inputs, any.exec({ pathname: '/x' }).search, any.exec('/x/y', 'https://a').inputs, any.test({ pathname: '/x', baseURL: 'nothing' }));
console.log(matched(any.exec({ baseURL: 'https://u:p@h:1/a/b?q#f', pathname: 'c' })), matched(any.exec('/just/path')));
for (const args of [[1], ['/x', 1], [{}, 'https://a'], ['/x', null], ['https://a/x', undefined], [Symbol()], []]) console.log(tried(() => any.test(...args)), tried(() => any.exec(...args)?.inputs));

console.log(new URLPattern({ pathname: '/A' }, { ignoreCase: true }).test({ pathname: '/a' }), new URLPattern({ pathname: '/A', hostname: 'A' }, {}).test({ pathname: '/a' }));
console.log(tried(() => URLPattern()), tried(() => URLPattern.prototype.test.call({}, 'x')), tried(() => URLPattern.prototype.protocol), tried(() => { any.protocol = 'x'; }));
console.log(Object.getOwnPropertyNames(URLPattern.prototype), URLPattern.length, Object.prototype.toString.call(any), any, require('url').URLPattern === URLPattern);
const { get: _, ...descriptor } = Object.getOwnPropertyDescriptor(URLPattern.prototype, 'hash');
console.log(descriptor, new (class Sub extends URLPattern {})({ pathname: '/:__proto__' }).exec({ pathname: '/x' }).pathname.groups.hasOwnProperty('__proto__'));
