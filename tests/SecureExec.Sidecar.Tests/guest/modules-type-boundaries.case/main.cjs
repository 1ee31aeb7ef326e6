// The nearest package.json decides what a .js file is, also below a folder that has its own.
const t = async (name) => {
  try { const m = require(name); console.log('require', name, m.default ?? m.kind ?? m); } catch (error) { console.log('require', name, error.name, error.code); }
  await import(name).then((m) => console.log('import', name, m.default?.kind ?? m.default ?? Object.keys(m)), (error) => console.log('import', name, error.name, error.code));
};
(async () => {
  for (const name of ['./esm/a.js', './esm/inner/b.js', './esm/inner/c.mjs', './esm/d.cjs', './cjs/e.js', './cjs/f.mjs', './none/g.js', './none/h.js', './none/i.js', './esm/node_modules/dep/index.js', './esm/as-cjs.js', './cjs/as-esm.js', './none/both.js', './none/only-await.js']) await t(name);
})();
