// Documents, comments, anchors and errors with source positions.
import YAML, { Document, LineCounter, isMap, visit } from 'yaml';
import { createRequire } from 'node:module';

console.log(createRequire(import.meta.url)('yaml').parse('a: 1'));
const text = `# about
name: &n Fred
list:
  - 1
  - 0x1f
  - 1e3
  - !!set { a, b }
  - 2001-12-14t21:59:43.10-05:00
  - !!binary SGVsbG8=
text: |
  line one
    line two
folded: >-
  some
  folded text
ref: *n
merge: { <<: { x: 1 }, y: 2 }
? [complex, key]
: value
`;
const doc = YAML.parseDocument(text, { version: '1.1', merge: true });
console.log(doc.toJS({ mapAsMap: true }), doc.commentBefore);
doc.setIn(['list', 0], 'changed');
visit(doc, { Scalar: (key, node) => { if (node.value === 31) node.comment = ' hex'; } });
console.log(String(doc));
console.log(YAML.stringify({ a: 'multi\nline', b: ['x: y', '- z', '', null, true, 'true'], c: new Map([[1, 2n]]), d: { e: [] } }, { lineWidth: 40 }));
const counter = new LineCounter();
const broken = YAML.parseDocument('a: [1, 2\nb: "x\n', { lineCounter: counter, prettyErrors: true });
for (const error of broken.errors) console.log(error.name, error.code, error.linePos, error.message);
console.log(YAML.parseAllDocuments('a: 1\n---\n- 2\n...\n').map((d) => d.toJSON()), isMap(new Document({ a: 1 }).contents));
try {
  YAML.parse('a: *missing');
} catch (error) {
  console.log(error.name, error.message);
}
