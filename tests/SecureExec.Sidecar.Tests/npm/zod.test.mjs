// ES modules and CommonJS of one package side by side; builds validators with new Function where it may.
import { z } from 'zod';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
console.log(typeof require('zod').z.object, require('zod').z === z);
const User = z.object({
  id: z.uuid(),
  email: z.email(),
  age: z.number().int().positive().optional(),
  roles: z.array(z.enum(['admin', 'user'])).min(1).default(['user']),
  nested: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  when: z.coerce.date(),
}).strict();
console.log(User.parse({ id: '6ba7b810-9dad-11d1-80b4-00c04fd430c8', email: 'a@b.co', nested: { x: 1, y: null }, when: '2020-01-02' }));
const bad = User.safeParse({ id: 'no', email: 'no', age: -1.5, roles: [], nested: { x: {} }, when: 'never', extra: 1 });
console.log(bad.success, bad.error.issues.map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`));
console.log(z.prettifyError(bad.error));
console.log(z.flattenError(bad.error));
const Shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('circle'), r: z.number() }),
  z.object({ kind: z.literal('square'), side: z.number() }),
]);
console.log(Shape.parse({ kind: 'square', side: 2 }), Shape.safeParse({ kind: 'line' }).error.issues[0].code);
const Tree = z.object({ value: z.number(), get children() { return z.array(Tree); } });
console.log(JSON.stringify(Tree.parse({ value: 1, children: [{ value: 2, children: [] }] })));
console.log(z.string().transform((s) => s.length).pipe(z.number().max(3)).safeParse('four').error.message);
console.log(await z.string().refine(async (s) => s === 'x', 'must be x').safeParseAsync('y').then((r) => r.error.issues));
console.log(JSON.stringify(z.toJSONSchema(Shape), null, 1));
try {
  z.bigint().parse(1);
} catch (error) {
  console.log(error instanceof z.ZodError, error.name, error.constructor.name);
}
