// Dynamic import from code that vm compiled: each way of compiling has its own answer.
import vm from 'node:vm';
const t = async (name, run) => { try { const value = await run(); console.log(name, typeof value === 'object' ? Object.keys(value).slice(0, 2) : value); } catch (error) { console.log(name, error.code ?? error.name, error.message.split('\n')[0]); } };
await t('script none', () => new vm.Script('import("node:fs")').runInThisContext());
await t('script main loader', () => new vm.Script('import("node:path")', { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }).runInThisContext().then((m) => typeof m.join));
await t('script callback', () => new vm.Script('import("x", { with: { type: "json" } })', { importModuleDynamically: async (specifier, referrer, attributes, phase) => ({ specifier, a: { ...attributes }, kind: referrer.constructor.name, phase }) }).runInThisContext());
await t('compileFunction none', () => vm.compileFunction('return import("node:fs")')());
await t('compileFunction main loader', () => vm.compileFunction('return import("node:fs")', [], { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER })().then((m) => typeof m.readFile));
await t('runInNewContext', () => vm.runInNewContext('import("node:fs")'));
await t('eval in context', () => vm.runInNewContext('eval("import(\\"node:fs\\")")'));
await t('context default', () => { const context = vm.createContext({}, { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }); return vm.runInContext('import("node:os")', context).then((m) => typeof m.cpus); });
await t('context default eval', () => { const context = vm.createContext({}, { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }); return vm.runInContext('eval("import(\'node:os\')")', context).then((m) => typeof m.cpus); });
await t('relative', () => new vm.Script('import("./nothing.mjs")', { filename: import.meta.filename, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }).runInThisContext().catch((error) => error.code));
await t('indirect eval', () => (0, eval)('import("node:fs")').then((m) => typeof m.stat));
await t('new Function', () => new Function('return import("node:fs")')().then((m) => typeof m.stat));
await t('bad callback', async () => new vm.Script('1', { importModuleDynamically: 5 }));
await t('import.meta in script', async () => new vm.Script('import.meta'));
await t('static import in script', async () => new vm.Script('import fs from "fs"'));
