// A build and a development server, with Rollup and esbuild in WebAssembly, as their own packages give them.
import { build, createServer } from 'vite';
import fs from 'node:fs';
import path from 'node:path';

fs.mkdirSync('site/src', { recursive: true });
fs.writeFileSync('site/index.html', '<!doctype html><title>%MODE%</title><script type="module" src="/src/main.ts"></script>');
fs.writeFileSync('site/src/main.ts', `
import { title } from './title';
import './style.css';
import text from './text.txt?raw';
interface Page { title: string }
const page: Page = { title: title(text.trim()) };
document.title = page.title + import.meta.env.MODE;
import('./lazy').then(({ lazy }) => lazy());
`);
fs.writeFileSync('site/src/title.ts', 'export const title = (text: string): string => `<${text}>`;\nexport const unused = 1;\n');
fs.writeFileSync('site/src/lazy.ts', 'export const lazy = () => console.log("lazy");\n');
fs.writeFileSync('site/src/text.txt', 'some text\n');
fs.writeFileSync('site/src/style.css', 'body { margin: 0px; & p { color: rgb(255, 0, 0) } }');
const root = path.resolve('site');
const settings = { root, configFile: false, logLevel: 'silent' };

const { output } = await build({ ...settings, build: { outDir: 'dist', emptyOutDir: true, reportCompressedSize: false } });
for (const { fileName, type, code, source } of output.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))) console.log(`--- ${type} ${fileName}\n${String(code ?? source)}`);
console.log(fs.readdirSync('site/dist').sort());

const server = await createServer({ ...settings, server: { port: 0, host: '127.0.0.1', watch: null }, optimizeDeps: { noDiscovery: true } });
await server.listen();
const { port } = server.httpServer.address();
const ask = async (url, accept = '*/*') => {
  const response = await fetch(`http://127.0.0.1:${port}${url}`, { headers: { accept } });
  console.log(url, response.status, response.headers.get('content-type'), (await response.text()).replaceAll(root, 'ROOT').replace(/\/\/# sourceMappingURL.*/s, '').replaceAll(/\?t=\d+/g, ''));
};
await ask('/', 'text/html');
await ask('/src/title.ts');
await ask('/src/text.txt?raw');
await ask('/src/missing.ts');
console.log((await server.ssrLoadModule('/src/title.ts')).title('ssr'));
await server.close();
console.log('closed');
