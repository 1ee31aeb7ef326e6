const first = new AbortController();
const second = new AbortController();
const any = AbortSignal.any([first.signal, second.signal]);
any.addEventListener('abort', () => console.log('any', any.reason));
any.onabort = (event) => console.log('onabort', event.type, event.isTrusted);
second.abort('second reason');
first.abort('too late');
console.log(any.aborted, any.reason, first.signal.reason);
const defaulted = AbortSignal.abort();
console.log(defaulted.reason.name, defaulted.reason.code, defaulted.reason.message, defaulted.reason instanceof DOMException);
try { defaulted.throwIfAborted(); } catch (error) { console.log(error === defaulted.reason); }
const timed = AbortSignal.timeout(5);
const keep = setTimeout(() => {}, 5000);
await new Promise((resolve) => timed.addEventListener('abort', resolve));
clearTimeout(keep);
console.log(timed.reason.name, timed.reason.code, timed.reason.message);
console.log(AbortSignal.any([]).aborted, AbortSignal.any([defaulted]).aborted);
for (const action of [() => new AbortSignal(), () => AbortSignal.any(1), () => AbortSignal.any([1]), () => AbortSignal.timeout(-1), () => AbortSignal.timeout('x'), () => AbortSignal.timeout(Infinity), () => AbortController.prototype.abort.call({})]) {
  try { console.log(action()); } catch (error) { console.log(error.name, error.code, error.message); }
}
console.log(first, Object.prototype.toString.call(first.signal));
