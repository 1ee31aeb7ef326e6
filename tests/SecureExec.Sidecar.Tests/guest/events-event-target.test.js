// EventTarget and Event: options, order, phases, cancelling, inspection, errors.
'use strict';
const { inspect } = require('node:util');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const target = new EventTarget();
const log = [];
const handler = { handleEvent(event) { log.push(`object:${this === handler}:${event.eventPhase}`); } };
target.addEventListener('a', handler);
target.addEventListener('a', handler, { capture: true });
target.addEventListener('a', handler);
target.addEventListener('a', function(event) { log.push(`fn:${this === target}:${event.target === target}:${event.currentTarget === target}:${event.composedPath().length}`); }, { once: true });
target.addEventListener('a', (event) => { event.stopImmediatePropagation(); log.push('stop'); });
target.addEventListener('a', () => log.push('never'));
console.log(target.dispatchEvent(new Event('a')), log.splice(0).join(' '));
console.log(target.dispatchEvent(new Event('a')), log.splice(0).join(' '));
target.addEventListener('b', (event) => { event.preventDefault(); log.push(event.defaultPrevented); }, { passive: true });
console.log(target.dispatchEvent(new Event('b', { cancelable: true })), log.splice(0));
target.addEventListener('b', (event) => { event.preventDefault(); event.returnValue = true; event.cancelBubble = true; log.push(event.defaultPrevented, event.returnValue, event.cancelBubble); });
console.log(target.dispatchEvent(new Event('b', { cancelable: true })), target.dispatchEvent(new Event('b')), log.splice(0));
const controller = new AbortController();
target.addEventListener('c', () => log.push('c'), { signal: controller.signal });
target.dispatchEvent(new Event('c'));
controller.abort();
target.dispatchEvent(new Event('c'));
target.addEventListener('c', () => log.push('gone'), { signal: AbortSignal.abort() });
target.dispatchEvent(new Event('c'));
console.log(log.splice(0));
const event = new CustomEvent('d', { detail: { x: 1 }, bubbles: true, composed: true });
console.log(event.detail, event.bubbles, event.composed, event.isTrusted, event.timeStamp >= 0, event.NONE, Event.AT_TARGET, Object.prototype.toString.call(event), Object.keys(event));
console.log(inspect(event).replace(/timeStamp: [\d.]+/, 'timeStamp: T'), inspect(target), inspect(new Event('x'), { depth: -1 }), inspect(new EventTarget(), { depth: -1 }));
for (const bad of [() => new Event(), () => new Event(Symbol('s')), () => new Event('x', 1), () => new CustomEvent(), () => target.dispatchEvent({}), () => target.dispatchEvent(), () => target.addEventListener('x'), () => target.addEventListener('x', 1), () => target.addEventListener('x', null), () => target.addEventListener('x', () => {}, { signal: 1 }), () => target.removeEventListener('x'), () => Event('x'), () => target.addEventListener.call({}, 'x', () => {}), () => event.preventDefault.call({}), () => { 'use strict'; event.type = 'y'; }, () => String(new Event(null).type), () => String(new Event(5).type)]) console.log(show(bad));
target.addEventListener('e', () => { throw new Error('of a listener'); });
process.once('uncaughtException', (error) => console.log('uncaught', error.message));
target.addEventListener('e', () => console.log('after the throw'));
console.log(target.dispatchEvent(new Event('e')));
const again = new Event('f');
target.addEventListener('f', () => console.log(show(() => target.dispatchEvent(again))));
target.dispatchEvent(again);
target.dispatchEvent(again);
