import { stripTypeScriptTypes } from 'node:module';
import vm from 'node:vm';
const t = (code, options) => {
  try {
    console.log(JSON.stringify(stripTypeScriptTypes(code, options)));
  } catch (error) {
    console.log(error.name, error.code, error.message.split('\n')[0]);
  }
};
t('const x: number = 1; function f<T>(a?: T, ...b: any[]): asserts a is T {} export type { A } from "a"; import type B from "b";');
t('let a = <const>["x"]; let b = a as unknown as string[]; let c = a!; let d = a satisfies readonly string[];');
t('abstract class A<T> implements B { private readonly x: number = 1; declare y: string; abstract z(): void; constructor(public override v?: T) {} }');
t('class A { x?: number; static #y: Map<string, number> = new Map(); get z(): number { return 1 } set z(v: number) {} async *[Symbol.iterator](): AsyncGenerator<void> {} }');
t('enum E { A }');
t('namespace N { export const a = 1 }');
t('declare module "m" {} declare global { interface X {} } declare const q: number; interface I { (): void } type F = new () => void;');
t('import fs = require("fs");');
t('export = 5;');
t('const x = a < b > (c); const y = f<number>(1); const z = (a: number): a is 5 => true;');
t('@dec class D { @dec m() {} }');
t('const broken: = 1');
t('');
t('#!/usr/bin/env node\nlet x: 1 | 2 = 1 // comment: string\n/* a: b */ let s = `x: ${y as any}`');
t('let x: number = 1', { mode: 'transform' });
t('let x: number = 1', { mode: 'strip', sourceUrl: 'file.ts' });
t('let x: number = 1', { mode: 'other' });
t(5);
const code = stripTypeScriptTypes('function area(w: number, h: number): number { throw new Error("at line 1"); }\narea(1, 2);', { sourceUrl: 'shape.ts' });
try {
  vm.runInThisContext(code, 'shape.ts');
} catch (error) {
  console.log(error.stack.split('\n').slice(0, 3).map((line) => line.trim()));
}
