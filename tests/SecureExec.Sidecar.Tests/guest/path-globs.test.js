// matchesGlob: stars, braces, classes, extended globs.
'use strict';
const path = require('node:path');
const names = ['a', 'a/b', 'a/b/c.js', '.hidden', 'a/.hidden/x', 'a.test.js', 'foo/bar/baz.mjs', 'x[1]', 'aab', 'ab'];
const globs = ['*', '**', '**/*.js', 'a/**', 'a/*/c.js', '*.{js,mjs}', '**/*.{js,mjs}', '[ab]*', '[!a]*', '?', 'a+(b|c)', '!(a)', '@(a|.hidden)', '*(a)b', 'x\\[1\\]', '', '.', './a', 'a/', '{a,b}/{b,c}/**'];
for (const glob of globs) console.log(JSON.stringify(glob), names.filter((name) => path.posix.matchesGlob(name, glob)).join(' '), '|', names.filter((name) => path.win32.matchesGlob(name.replaceAll('/', '\\'), glob)).join(' '));
