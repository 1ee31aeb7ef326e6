for (const name of ['./bad', './bad.json', './gone', 'gone-package', './dir', './throws', 'node:gone', '', './bad-shebang']) {
  try { require(name); console.log(name, 'ok'); } catch (e) { const lines = e.stack.split('\n'); console.log(name, '|', e.name, '|', e.code, '|', e.message.split('\n')[0].replace(/'?\/.*\//, ''), '|', /\w+\.js(on)?:\d+/.exec(lines[0])?.[0], '|', lines[0].includes('.js:') ? lines.slice(1, 3).join('|') : ''); }
}
try { require(); } catch (e) { console.log(e.code); } try { require(5); } catch (e) { console.log(e.code, e.message); }
console.log(require.resolve('fs'), require.resolve.paths('fs'), typeof require.extensions['.js'], module.children.length, module.loaded, module.id, require.main === module);
