// A bundler in WebAssembly: by its command line, and by its service, a child that is asked over pipes.
const { execFileSync, spawnSync } = require('node:child_process');
const esbuild = require('esbuild-wasm');
const fs = require('node:fs');
const path = require('node:path');

fs.mkdirSync('src', { recursive: true });
fs.writeFileSync('src/main.tsx', `
import { add, type Sum } from './add';
import data from './data.json';
import './style.css';
import lazy from 'virtual:lazy';
enum Color { Red = 1, Blue }
const element = <p class="x">{add(1, 2)}</p>;
export const sum: Sum = { value: add(data.a, Color.Blue), lazy };
export const load = () => import('./later');
console.log(sum.value, process.env.NODE_ENV, element);
`);
fs.writeFileSync('src/add.ts', 'export interface Sum { value: number; lazy: string }\nexport const add = (a: number, b: number): number => a + b;\nexport const unused = () => "shaken off";\n');
fs.writeFileSync('src/later.ts', 'export class Later { #x = 1; get x() { return this.#x ?? 2; } }\n');
fs.writeFileSync('src/data.json', '{ "a": 40 }');
fs.writeFileSync('src/style.css', '.a { .b & { color: #ff0000 } }');
fs.writeFileSync('src/broken.ts', 'const x: = 1;\nimport "./missing";\n');

const cli = path.join(__dirname, 'node_modules/esbuild-wasm/bin/esbuild');
console.log(execFileSync(process.execPath, [cli, 'src/add.ts', '--minify', '--format=cjs'], { encoding: 'utf8' }));
const failed = spawnSync(process.execPath, [cli, 'src/broken.ts', '--bundle', '--log-level=error'], { encoding: 'utf8' });
console.log(failed.status, failed.stderr);

(async () => {
  const virtual = { name: 'virtual', setup(build) {
    build.onResolve({ filter: /^virtual:/ }, ({ path: name }) => ({ path: name, namespace: 'virtual' }));
    build.onLoad({ filter: /.*/, namespace: 'virtual' }, async ({ path: name }) => ({ contents: `export default ${JSON.stringify(name)}`, loader: 'js' }));
  } };
  const result = await esbuild.build({ entryPoints: ['src/main.tsx'], bundle: true, splitting: true, format: 'esm', outdir: 'out', write: true, metafile: true, sourcemap: true, target: 'es2020', jsxFactory: 'h', define: { 'process.env.NODE_ENV': '"production"' }, plugins: [virtual], external: ['h'], banner: { js: 'const h = (...args) => args.length;' }, logLevel: 'silent' });
  console.log(result.warnings.length, Object.entries(result.metafile.outputs).map(([name, { bytes, exports: names }]) => [name, bytes, names]));
  for (const name of fs.readdirSync('out').sort()) console.log(`--- ${name}\n${fs.readFileSync(path.join('out', name), 'utf8')}`);
  console.log((await esbuild.transform('let x: number = 1 ?? 2', { loader: 'ts', minify: true })).code);
  await esbuild.build({ entryPoints: ['src/broken.ts'], bundle: true, logLevel: 'silent', write: false }).catch(async (error) => {
    console.log(error.errors.map(({ text, location }) => [text, location.line, location.column]));
    console.log((await esbuild.formatMessages(error.errors, { kind: 'error', color: false })).join(''));
  });
  const context = await esbuild.context({ entryPoints: ['src/add.ts'], write: false, logLevel: 'silent' });
  const [first, second] = [await context.rebuild(), await context.rebuild()];
  console.log(first.outputFiles[0].text === second.outputFiles[0].text, first.outputFiles[0].hash === second.outputFiles[0].hash);
  await context.dispose();
  await import(path.resolve('out/main.js'));
  await esbuild.stop();
  console.log('stopped');
})();
