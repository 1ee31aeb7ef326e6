'use strict';
const path = require('node:path');
for (const p of [path, path.win32]) {
  console.log(p.sep, p.delimiter, p.posix === path.posix, p.win32 === path.win32);
  for (const x of ['/foo/bar/baz.html', 'foo/../../bar', '', '/', '//server/share/x', 'C:\\a\\..\\b.txt', './a//b/./c/..', 'file.', '.bashrc', 'a.b.c', '/a/b/', '..', 'C:relative']) {
    console.log(JSON.stringify([x, p.normalize(x), p.dirname(x), p.basename(x), p.extname(x), p.isAbsolute(x), p.parse(x)]));
  }
  console.log(p.join('a', '..', '..', 'b', '', '/c'), p.join(), p.relative('/a/b/c', '/a/d'), p.relative('/a', '/a'), p.basename('/x/y.js', '.js'), p.basename('aaa', 'a'), p.format({ dir: '/d', name: 'n', ext: 'e' }), p.format({ root: '/', base: 'b' }));
}
console.log(path.resolve('/a', '../b', 'c'), path.resolve('/a', '/b'), path.win32.resolve('C:/a', '..\\b'), path.win32.relative('C:\\a', 'D:\\b'), path.toNamespacedPath('/x'), path.win32.toNamespacedPath('C:\\x'));
console.log(path.matchesGlob('/a/b.js', '/a/*.js'), path.matchesGlob('a/b/c', 'a/**'), require('node:path/posix') === path.posix);
for (const bad of [null, undefined, 5, {}]) try { path.join(bad); } catch (e) { console.log(e.code, e.message); }
