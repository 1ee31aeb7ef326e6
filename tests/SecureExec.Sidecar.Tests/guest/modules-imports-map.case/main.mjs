import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
for (const name of ['#direct', '#internal/a.js', '#ext', '#cond', '#null', '#builtin', '#dep', '#unknown', '#', '#/slash', 'self/lib/direct', 'self/lib/none']) {
  try {
    const m = await import(name);
    console.log('import', name, typeof m.default === 'object' ? Object.keys(m.default).slice(0, 3) : m.default);
  } catch (error) {
    console.log('import', name, error.code, error.message.replaceAll(process.cwd(), ''));
  }
  try {
    const m = require(name);
    console.log('require', name, typeof m === 'object' ? Object.keys(m).slice(0, 3) : m);
  } catch (error) {
    console.log('require', name, error.code, error.message.replaceAll(process.cwd(), '').split('\n')[0]);
  }
}
