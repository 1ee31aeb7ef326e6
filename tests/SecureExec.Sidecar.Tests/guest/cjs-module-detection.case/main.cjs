for (const name of ['esm-import', 'esm-export', 'esm-meta', 'esm-tla', 'esm-redeclare', 'cjs-plain', 'cjs-dynamic', 'cjs-await-name', 'both']) {
  try { const m = require(`./${name}.js`); console.log(name, Object.keys(m), m.__esModule); } catch (e) { console.log(name, e.name, e.code, e.message.split('\n')[0].replace(/'.*\//, "'")); }
}
