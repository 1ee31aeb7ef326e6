// Parses itself.
import { parse, tokenizer, Parser, isIdentifierStart, version, parseExpressionAt } from 'acorn';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const own = readFileSync(fileURLToPath(import.meta.resolve('acorn')), 'utf8');
const tree = parse(own, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
const count = {};
(function walk(node) {
  if (Array.isArray(node)) return node.forEach(walk);
  if (node === null || typeof node !== 'object' || typeof node.type !== 'string') return;
  count[node.type] = (count[node.type] ?? 0) + 1;
  for (const key of Object.keys(node)) walk(node[key]);
})(tree);
console.log(version.split('.').length, tree.body.length, count);
console.log([...tokenizer('let x = `a${1n}b` ?? b; y = /re/dv', { ecmaVersion: 2024 })].map((token) => `${token.type.label}:${String(token.value?.pattern ?? token.value)}`).join(' '));
console.log(JSON.stringify(parseExpressionAt('  a?.b ** (async ({ c = 1, ...d }) => await c)', 2, { ecmaVersion: 2022 })));
for (const bad of ['let let = 1', 'a => { await x }', '({ a: 1, a = 2 })', 'class A { constructor() {} constructor() {} }', '"\\08"; "use strict"', 'import x from "y"', '/(?<a>.)(?<a>.)/u']) {
  try {
    parse(bad, { ecmaVersion: 2020, locations: true });
    console.log('accepted', bad);
  } catch (error) {
    console.log(error.name, error.message, error.pos, error.loc);
  }
}
const Shouting = Parser.extend((Base) => class extends Base {
  parseIdent(...args) {
    const node = super.parseIdent(...args);
    node.name = node.name.toUpperCase();
    return node;
  }
});
console.log(Shouting.parse('a.b(c)', { ecmaVersion: 5 }).body[0].expression.callee.property.name, isIdentifierStart(0x20bb7, true), isIdentifierStart(49));
