import { area, type Shape } from './shape.mts';
import type { Never } from './does-not-exist.ts';
import cjs from './legacy.cts';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const square: Shape = { side: 3 };
console.log(area(square), cjs.answer as number, (require('./legacy.cts') as { answer: number }).answer satisfies number);
for (const name of ['./enum.ts', './shape', './shape.mjs', './broken.ts', 'typed', './namespace.mts', './decorators.ts', './import-equals.cts', './jsx.tsx']) {
  await import(name).then((m) => console.log(name, Object.keys(m)), (error: NodeJS.ErrnoException) => console.log(name, error.name, error.code, error.message.replaceAll(process.cwd(), '').split('\n')[0]));
}
class Box<T> { #v: T; constructor(v: T) { this.#v = v; } get(): T { return this.#v; } static of<U>(u: U): Box<U> { return new Box(u); } }
console.log(Box.of<string>('boxed').get(), ((x?: number): string => `${x!}`)(4));
function overloaded(a: string): string;
function overloaded(a: number): number;
function overloaded(a: any) { return a; }
console.log(overloaded(5), import.meta.filename.split('/').pop());
try { (null as any).x; } catch (error) { console.log((error as Error).stack!.split('\n')[1].replace(/^.*\//, '')); }
