// Paths to file URLs and back, for both kinds of system.
'use strict';
process.cwd = () => '/cwd'; // Relative paths start there on both hosts.
const { pathToFileURL, fileURLToPath, fileURLToPathBuffer } = require('node:url');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const paths = ['/', '/a b', '/é', '/%41', '/a%', '/a?b', '/a#b', '/a\\b', '/a\nb', '/a\tb', '/a\rb', '/../x', '/a/./b/', '//a', '/"<>`{}|^', '/~', '/\u{1F600}', '/a;b:c@d&e=f+g,h$i', '/\u0000', '/x/'];
for (const path of paths) {
  console.log(JSON.stringify(path), show(() => pathToFileURL(path, { windows: false }).href), show(() => fileURLToPath(pathToFileURL(path, { windows: false }), { windows: false }) === path));
}
for (const path of ['C:\\a b', 'C:\\é%#?', '\\\\srv\\share\\x', '\\\\?\\C:\\x', 'C:/a/b', 'c:\\', '\\\\srv', '\\\\srv\\']) console.log(JSON.stringify(path), show(() => pathToFileURL(path, { windows: true }).href));
for (const href of ['file:///a%20b', 'file:///%C3%A9', 'file:///%ff', 'file:///a%2fb', 'file:///a%5Cb', 'file://h/a', 'file://localhost/a', 'file:///C:/a', 'file:///', 'http://x/', 'file:///%zz', 'file:///a?b#c', 'FILE:///x', 'file:///%00']) {
  console.log(href, show(() => fileURLToPath(href, { windows: false })), show(() => fileURLToPath(new URL(href), { windows: true })), show(() => fileURLToPathBuffer(new URL(href), { windows: false }).toString('hex')));
}
for (const bad of [undefined, null, 1, {}, { href: 'file:///a', protocol: 'file:' }, '', 'x', []]) console.log(show(() => fileURLToPath(bad)), show(() => pathToFileURL(bad)));
