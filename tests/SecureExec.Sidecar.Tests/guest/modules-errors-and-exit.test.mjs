// How a failing graph fails: once, everywhere, with the same error object.
import fs from 'node:fs';
const dir = fs.mkdtempSync('/tmp/fail-');
const write = (name, text) => fs.writeFileSync(`${dir}/${name}`, text);
write('throws.mjs', 'globalThis.runs = (globalThis.runs ?? 0) + 1; throw Object.assign(new Error("once"), { run: globalThis.runs });');
write('a.mjs', 'import "./throws.mjs"; globalThis.never = true;');
write('b.mjs', 'import "./a.mjs";');
write('rejects.mjs', 'await Promise.reject("plain string");');
write('after.mjs', 'export let value = "before"; import("./slow.mjs").then((m) => { value = m.slow; });');
write('slow.mjs', 'await new Promise((resolve) => setTimeout(resolve, 2)); export const slow = "slow";');
write('cjs.cjs', 'exports.a = 1; throw new TypeError("cjs body");');
write('ambiguous.mjs', 'export * from "./x1.mjs"; export * from "./x2.mjs"; export const own = 1;');
write('x1.mjs', 'export const dup = 1; export const one = 1;');
write('x2.mjs', 'export const dup = 2; export const two = 2; export default "not re-exported";');
write('wants.mjs', 'import { dup } from "./ambiguous.mjs";');
write('strict.mjs', 'try { undeclared = 1; } catch (error) { console.log(error.name, error.message); } console.log(this, typeof arguments);');
write('reserved.mjs', 'let await = 1;');
write('dynamic.mjs', 'export const f = new Function("return import(\'./x1.mjs\').then((m) => m.dup, (e) => e.code)"); export const g = (0, eval)("() => import(\'./x1.mjs\')"); export const h = () => eval("import(\'./x1.mjs\')");');
const errors = await Promise.all(['throws', 'a', 'b', 'throws'].map((name) => import(`${dir}/${name}.mjs`).catch((error) => error)));
console.log(errors.map((error) => error.run), new Set(errors).size, globalThis.runs, globalThis.never);
for (const name of ['rejects.mjs', 'cjs.cjs', 'wants.mjs', 'reserved.mjs', 'strict.mjs', 'gone.mjs', 'cjs.cjs']) {
  await import(`${dir}/${name}`).then((m) => console.log(name, m), (error) => console.log(name, error?.name, error?.code, String(error?.message ?? error).replaceAll(dir, '').replaceAll(process.cwd(), '').split('\n')[0]));
}
const namespace = await import(`${dir}/ambiguous.mjs`);
console.log(namespace, 'dup' in namespace, Object.getOwnPropertyDescriptor(namespace, 'one'));
for (const change of [() => { namespace.one = 2; }, () => { delete namespace.one; }, () => Object.defineProperty(namespace, 'new', { value: 1 }), () => { namespace.fresh = 1; }, () => Object.setPrototypeOf(namespace, {}), () => delete namespace.nothing]) {
  try {
    console.log(change());
  } catch (error) {
    console.log(error.name, error.message);
  }
}
const after = await import(`${dir}/after.mjs`);
console.log(after.value);
while (after.value === 'before') await new Promise(setImmediate);
console.log(after.value);
const dynamic = await import(`${dir}/dynamic.mjs`);
console.log(await dynamic.f(), await dynamic.g().then((m) => m.dup, (e) => e.code), (await dynamic.h()).dup);
const order = [];
await Promise.all([1, 2, 3].map((i) => import(`${dir}/slow.mjs`).then(() => order.push(i))));
console.log(order);
