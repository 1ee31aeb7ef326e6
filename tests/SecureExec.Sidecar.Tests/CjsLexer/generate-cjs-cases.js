'use strict';
// Rewrites cjs-cases.json: keeps its hand-made sources, makes the random ones anew from a fixed seed, and writes down
// what the pinned Node's internalBinding('cjs_lexer') answers for each.
//   node --expose-internals --no-warnings generate-cjs-cases.js
const { spawnSync } = require('node:child_process');
const { readFileSync, writeFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');
const { internalBinding } = require('internal/test/binding');
const { parse } = internalBinding('cjs_lexer');

if (process.argv[2] === 'answer') {
  for (const source of JSON.parse(readFileSync(0, 'utf8'))) {
    const [exports, reexports] = parse(source);
    writeSync(1, `${JSON.stringify({ source, exports: [...exports], reexports })}\n`);
  }
  process.exit();
}

/** Answers in a child: some malformed sources crash Node's lexer, and are left out. */
function answers(sources) {
  const lines = [];
  for (let rest = sources; rest.length > 0;) {
    const child = spawnSync(process.execPath, ['--expose-internals', '--no-warnings', __filename, 'answer'], {
      input: JSON.stringify(rest), maxBuffer: 1 << 28,
    });
    const got = child.stdout.toString().split('\n').filter(Boolean);
    lines.push(...got.map((line) => JSON.parse(line)));
    rest = rest.slice(got.length + 1);
  }
  return lines;
}

const file = join(__dirname, 'cjs-cases.json');
const kept = JSON.parse(readFileSync(file, 'utf8')).filter((entry) => !entry.random).map((entry) => entry.source);

let seed = 26;
const next = (n) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % n;
};
const tokens = [
  'exports', 'module', 'module.exports', '.', '.a', '.b', '["c"]', "['d']", '=', '=', ' ', ' ', '\n', ';', ';', ',', '(', ')', '{', '}', '[', ']', '()', '{}', '{ a, b: c }',
  'require', "require('x')", 'require("y")', '...', '__export(', '__exportStar(', 'tslib.', 'var q =', 'let q = ', 'const q =', '_interopRequireWildcard(', 'Object', '.defineProperty(exports, "e", ', '{ value: 1 })',
  '{ enumerable: true, get: function () { return f.g; } })', '{ get() { return f } })', 'Object.keys(q).forEach(function (k) { if (k !== "default") exports[k] = q[k]; });', '/', '/', '/x/', "/'/", '//', '/*', '*/', '/* c */', "'s'", '"t"', '`u`', '`', '${', '`${a}`',
  "'", '"', '\\', 'import', 'import(', 'import.meta', 'export', 'class', 'class A', 'extends B', 'if (x)', 'while (x)', 'for (;;)', 'else', 'return', 'typeof', 'function f() ', '=>', '++', '--', '+', '-', '*', '<', '?', ':', '1', '.5', '5.', 'x', 'get', 'é', '$', '#', '@', 'catch', 'finally', 'do', 'yield', 'case', 'of', '!==', '&&',
];
const random = [];
for (let i = 0; i < 2500; i++) {
  let source = 'exports.p = 1;';
  for (let n = 2 + next(14); n > 0; n--) source += tokens[next(tokens.length)];
  random.push(source);
}

const lines = [
  ...answers([...new Set(kept)].filter((source) => source.isWellFormed())),
  // Most random sources are malformed; a few of those are enough.
  ...answers([...new Set(random)]).filter((entry, i) => entry.exports.length > 0 || i % 5 === 0).map((entry) => ({ ...entry, random: true })),
];
writeFileSync(file, `[\n${lines.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`);
