// The iterator helpers of Readable: results, concurrency, order, aborts and bad arguments.
import { Readable } from 'node:stream';
const tell = (error) => `${error.name} ${error.code} ${error.message}`;
const of = (...values) => Readable.from(values);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const cases = {
  map: () => of(1, 2, 3).map((x) => x * 2).toArray(),
  'map async': () => of(3, 1, 2).map(async (x) => { await wait(x); return x; }, { concurrency: 3 }).toArray(),
  filter: () => of(1, 2, 3, 4).filter(async (x) => x % 2 === 0, { concurrency: 2 }).toArray(),
  flatMap: () => of([1, 2], [3]).flatMap((list) => list).toArray(),
  'flatMap streams': () => of(1, 2).flatMap((x) => of(x, x)).toArray(),
  take: () => of(1, 2, 3).take(2).toArray(),
  'take 0': () => of(1).take(0).toArray(),
  drop: () => of(1, 2, 3).drop(2).toArray(),
  'drop all': () => of(1).drop(5).toArray(),
  reduce: () => of(1, 2, 3).reduce((a, b) => a + b, 10),
  'reduce first': () => of(1, 2, 3).reduce(async (a, b) => a * b),
  'reduce none': () => of().reduce((a, b) => a + b),
  some: () => of(1, 2, 3).some((x) => x > 2),
  every: () => of(1, 2, 3).every((x) => x > 2),
  find: () => of(1, 2, 3).find((x) => x > 1),
  'find none': () => of(1).find((x) => x > 1),
  forEach: async () => { const seen = []; await of(1, 2).forEach((x) => { seen.push(x); }); return seen; },
  chain: () => of(...Array(20).keys()).filter((x) => x % 2).map((x) => x * x).drop(1).take(3).toArray(),
  throws: () => of(1).map(() => { throw new RangeError('mapper'); }).toArray(),
  rejects: () => of(1, 2).filter(async (x) => { if (x === 2) throw new RangeError('filter'); return true; }).toArray(),
  'null value': () => of(1, 2).map(() => null).toArray(),
  aborted: () => of(1).map((x) => x, { signal: AbortSignal.abort() }).toArray(),
  'signal in mapper': () => of(1, 2, 3).map(async (x, { signal }) => { await wait(1); return signal.aborted; }).take(1).toArray(),
  'toArray aborted': () => of(1).toArray({ signal: AbortSignal.abort(new Error('mine')) }),
  'bad fn': () => of(1).map(1),
  'bad options': () => of(1).map((x) => x, 1),
  'bad concurrency': () => of(1).map((x) => x, { concurrency: 0 }),
  'bad take': () => of(1).take(-1),
  'bad drop': () => of(1).drop('x'),
  'bad forEach': () => of(1).forEach(),
  'bad reduce': () => of(1).reduce(),
  compose: () => of('a', 'b').compose(async function*(source) { for await (const x of source) yield String(x).toUpperCase(); }).toArray(),
  'from text': () => Readable.from('text').toArray(),
  'from buffer': async () => (await Readable.from(Buffer.from('buf')).toArray()).map(String),
  'from promise values': () => Readable.from([Promise.resolve(1), 2]).toArray(),
  'from rejecting': () => Readable.from([1, Promise.reject(new RangeError('r'))]).toArray(),
  'from null': () => Readable.from([1, null, 2]).toArray(),
  'from nothing': () => Readable.from(null),
};
for (const [name, run] of Object.entries(cases)) console.log(name, await (async () => run())().then(JSON.stringify, tell));
const closed = [];
const counted = Readable.from((async function*() { try { for (let i = 0; ; i++) yield i; } finally { closed.push('closed'); } })());
for await (const value of counted) if (value === 3) break;
console.log(closed, counted.destroyed);
const iterator = of(1, 2, 3).iterator({ destroyOnReturn: false });
console.log((await iterator.next()).value, await iterator.return('r'), await iterator.next());
