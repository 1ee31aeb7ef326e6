// The compiler type-checks and emits a program, with its own libraries read from the mounted package.
const ts = require('typescript');
const fs = require('node:fs');
const path = require('node:path');

const directory = fs.mkdtempSync('/tmp/ts-');
const file = path.join(directory, 'main.ts');
fs.writeFileSync(path.join(directory, 'shape.ts'), `
export interface Shape { readonly kind: string; area(): number }
export abstract class Base implements Shape {
  constructor(public readonly kind: string) {}
  abstract area(): number;
}
export enum Unit { Metre = 1, Foot = Metre << 2 }
`);
fs.writeFileSync(file, `
import { Base, Unit, type Shape } from './shape.js';
function logged<T extends (...args: any[]) => any>(value: T, context: ClassMethodDecoratorContext) { return value; }
class Square extends Base {
  #side: number;
  constructor(side: number) { super('square'); this.#side = side; }
  @logged area(): number { return this.#side ** 2; }
  async *sides(): AsyncGenerator<number> { for (let i = 0; i < 4; i++) yield this.#side; }
}
const shapes: Shape[] = [new Square(2)];
const wrong: string = shapes[0].area();
const unit = Unit.Foot satisfies number;
shapes[0].kind = 'other';
export default shapes.map(({ kind, ...rest }) => \`\${kind} \${unit}\` ?? rest);
missing();
`);
const options = { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.CommonJS, strict: true, declaration: true, sourceMap: true, noEmitOnError: false, outDir: path.join(directory, 'out'), types: [] };
const host = ts.createCompilerHost(options);
const program = ts.createProgram([file], options, host);
const emitted = program.emit();
const diagnostics = ts.getPreEmitDiagnostics(program).concat(emitted.diagnostics);
const relative = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => directory, getNewLine: () => '\n' };
console.log(ts.formatDiagnostics(diagnostics, relative));
for (const name of fs.readdirSync(options.outDir).sort()) console.log(`--- ${name}\n${fs.readFileSync(path.join(options.outDir, name), 'utf8')}`);
const types = program.getTypeChecker();
ts.forEachChild(program.getSourceFile(file), (node) => {
  if (ts.isClassDeclaration(node)) console.log(types.typeToString(types.getTypeAtLocation(node)), node.members.map((member) => member.name?.getText() ?? ts.SyntaxKind[member.kind]));
});
console.log(ts.transpileModule('const x: number = <any>1; enum E { A }', { compilerOptions: { module: ts.ModuleKind.ESNext, removeComments: true } }).outputText);
fs.rmSync(directory, { recursive: true });
