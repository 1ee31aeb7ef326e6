import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
interface Point { readonly x: number; y?: number }
type Maybe<T> = T | undefined;
declare const ambient: string;
abstract class Shape<T extends Point> { protected items: T[] = []; abstract area(): number; add(this: Shape<T>, item: T): this { this.items.push(item); return this; } get count(): number { return this.items.length; } }
class Square extends Shape<Point> implements Point { readonly x: number = 2; override area(): number { return this.x ** 2; } private secret?: string; static of<T>(v: T): T { return v; } }
function over(a: string): string; function over(a: number): number; function over(a: any): any { return a; }
const s = new Square().add({ x: 1 } as Point).add({ x: 2, y: 3 } as const);
console.log(s.count, s.area(), over('o'), over(5)!, Square.of<Maybe<number>>(undefined), s satisfies Point);
const f = async <T,>(v: T): Promise<T[]> => [v]; console.log(await f<number>(1));
let tuple: [a: string, b?: number, ...rest: boolean[]] = ['t']; console.log(tuple, typeof ambient);
const assertIs = (v: unknown): asserts v is string => { if (typeof v !== 'string') throw new TypeError('not a string'); }; try { assertIs(5); } catch (e: unknown) { console.log((e as Error).message); }
class E2 extends EventEmitter<{ go: [number] }> {} new E2().on('go', (n: number) => console.log(n)).emit('go', 4);
console.log(new Error('where').stack!.split('\n')[1].match(/:(\d+):\d+/)![1]);
export type { Point }; export default s as Readable | Square;
