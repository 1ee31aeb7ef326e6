// fs.glob in its three styles, over a tree with links and hidden names.
import fs, { globSync } from 'node:fs';
import { glob } from 'node:fs/promises';

for (const name of ['a.js', 'b.ts', 'sub/c.js', 'sub/deep/d.js', 'sub/deep/e.json', '.hidden/f.js', 'node_modules/x/g.js']) {
  fs.mkdirSync(name.replace(/[^/]*$/, './'), { recursive: true });
  fs.writeFileSync(name, name);
}
fs.symlinkSync('sub', 'link');
for (const pattern of ['*.js', '**/*.js', '**', 'sub/**/*', '*/c.js', '**/{c,d}.js', 'sub/deep/?.js*', '**/deep', 'absent/**', '[ab].*', '!(a).js', 'link/*', './sub/*.js', 'sub/../*.ts']) {
  console.log(pattern, globSync(pattern, { cwd: 'sub/..' }).filter((each) => !each.includes('fs-glob')).sort());
}
console.log(globSync(['*.ts', 'sub/*.js'], { exclude: (name) => name === 'b.ts' }).sort());
console.log(globSync('**/*.js', { exclude: ['node_modules/**', '.hidden/**'] }).sort());
console.log(globSync('sub/*', { withFileTypes: true }).map((entry) => `${entry.name} ${entry.isDirectory()}`).sort());
const found = [];
for await (const each of glob('**/*.json')) found.push(each);
console.log(found);
fs.glob('sub/**/d.js', (error, matches) => console.log(error, matches));
