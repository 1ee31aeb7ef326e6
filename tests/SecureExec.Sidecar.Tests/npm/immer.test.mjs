// Proxies all the way down.
import { produce, produceWithPatches, applyPatches, enablePatches, enableMapSet, freeze, current, original, isDraft, nothing, createDraft, finishDraft } from 'immer';

enablePatches();
enableMapSet();
const base = { a: [1, 2, { deep: true }], map: new Map([['k', { v: 1 }]]), set: new Set([1]), untouched: { same: 1 } };
const [next, patches, inverse] = produceWithPatches(base, (draft) => {
  draft.a[2].deep = false;
  draft.a.push(4);
  draft.map.get('k').v++;
  draft.set.add(2);
  delete draft.gone;
  console.log(isDraft(draft.a), current(draft).a, original(draft.a) === base.a);
});
console.log(next, base);
console.log(patches, inverse);
console.log(next.untouched === base.untouched, Object.isFrozen(next.a), applyPatches(next, inverse));
console.log(produce({ x: 1 }, () => nothing), produce([3, 1, 2], (draft) => { draft.sort(); }));
const draft = createDraft({ n: 1 });
draft.n = 2;
console.log(finishDraft(draft));
for (const bad of [() => { next.a.push(5); }, () => produce({}, (d) => { d.a = 1; return { b: 2 }; }), () => freeze({ a: { b: 1 } }, true).a.b = 2]) {
  try {
    bad();
    console.log('no error');
  } catch (error) {
    console.log(error.name, error.message);
  }
}
class Model {}
try {
  produce(new Model(), () => {});
} catch (error) {
  console.log(error.message);
}
