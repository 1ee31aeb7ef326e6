// Bundles commands of just-bash, one script each: node build.mjs OUT
// The package exports its shell only; its commands are modules of their own inside it, found by name. Its version is pinned.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// Name, and the module that has it where that is called otherwise.
const modules = { awk: 'awk2', gunzip: 'gzip', zcat: 'gzip' };
const names = ('awk base64 column comm diff du expand expr file find fold gunzip gzip join jq md5sum nl od paste rev sed sha1sum sha256sum split strings tac tar ' +
  'tree unexpand yq zcat').split(' ');

const out = process.argv[2];
const here = path.dirname(fileURLToPath(import.meta.url));
const library = path.join(here, '../node_modules/just-bash/dist/bundle');
const chunks = fs.readdirSync(path.join(library, 'chunks'));
const { createCommandContext, InMemoryFs } = await import(pathToFileURL(path.join(library, 'index.js')));
const { limits } = createCommandContext({ fs: new InMemoryFs() });
fs.mkdirSync(out, { recursive: true });

for (const name of names) {
  const file = chunks.filter((entry) => entry.startsWith(`${modules[name] ?? name}-`) && !entry.startsWith('chunk-'));
  if (file.length !== 1) throw new Error(`just-bash has ${file.length} modules of ${name}.`);
  const module = path.join(library, 'chunks', file[0]);
  const exported = Object.entries(await import(pathToFileURL(module)));
  const [member] = exported.find(([, value]) => value?.name === name && typeof value.execute === 'function') ?? [];
  if (member === undefined) throw new Error(`${file[0]} has no command ${name}.`);
  await build({
    stdin: {
      contents: `import { ${member} as command } from ${JSON.stringify(module)}; import { run } from './run.mjs'; void run(command, ${JSON.stringify(limits)});`,
      resolveDir: here,
    },
    outfile: path.join(out, `${name}.js`),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node26',
    logLevel: 'error',
    define: { 'import.meta.url': '"file:///bin/command"' },
  });
}
