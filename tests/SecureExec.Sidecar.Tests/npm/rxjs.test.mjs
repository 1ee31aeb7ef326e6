// Schedulers over timers, microtasks and setImmediate; ES modules by condition, CommonJS for require.
import { BehaviorSubject, EMPTY, Observable, Subject, asapScheduler, catchError, combineLatest, concat, defer, firstValueFrom, from, interval, lastValueFrom, merge, of, queueScheduler, retry, throwError, timer, zip } from 'rxjs';
import { bufferCount, concatMap, debounceTime, groupBy, map, mergeMap, observeOn, reduce, scan, shareReplay, switchMap, take, takeUntil, toArray } from 'rxjs/operators';
import { TestScheduler } from 'rxjs/testing';
import { createRequire } from 'node:module';
import assert from 'node:assert';

console.log(typeof createRequire(import.meta.url)('rxjs').Observable);
console.log(await lastValueFrom(from([1, 2, 3, 4, 5]).pipe(bufferCount(2), concatMap((pair) => of(...pair, 'end')), toArray())));
console.log(await lastValueFrom(interval(1).pipe(take(4), scan((sum, n) => sum + n, 0), toArray())));
console.log(await firstValueFrom(combineLatest([of(1, 2), new BehaviorSubject('b')])), await lastValueFrom(zip(from('abc'), of(1, 2))));
console.log(await lastValueFrom(from(['one', 'two', 'three']).pipe(groupBy((word) => word.length), mergeMap((group) => group.pipe(toArray(), map((words) => [group.key, words]))), toArray())));
let tries = 0;
console.log(await lastValueFrom(defer(() => (++tries < 3 ? throwError(() => new Error(`try ${tries}`)) : of(`after ${tries}`))).pipe(retry(5))));
console.log(await lastValueFrom(throwError(() => new TypeError('bad')).pipe(catchError((error) => of(`caught ${error.message}`)))));
const order = [];
asapScheduler.schedule(() => order.push('asap'));
queueScheduler.schedule(() => order.push('queue'));
of('observed').pipe(observeOn(asapScheduler)).subscribe((value) => order.push(value));
Promise.resolve().then(() => order.push('promise'));
order.push('sync');
await lastValueFrom(timer(5));
console.log(order);
const subject = new Subject();
const shared = subject.pipe(shareReplay(2));
shared.subscribe();
for (const n of [1, 2, 3]) subject.next(n);
console.log(await lastValueFrom(merge(shared, EMPTY).pipe(takeUntil(timer(2)), reduce((list, n) => [...list, n], []))));
const stop = new Observable((subscriber) => {
  subscriber.next('subscribed');
  return () => console.log('torn down');
}).subscribe(console.log);
stop.unsubscribe();
new TestScheduler((actual, expected) => assert.deepStrictEqual(actual, expected)).run(({ cold, expectObservable }) => {
  expectObservable(cold('a-b 10ms c|').pipe(debounceTime(5))).toBe('7ms b 6ms (c|)');
});
await lastValueFrom(concat(of(1), of(2)).pipe(switchMap((n) => of(n, n * 10)))).then(console.log);
