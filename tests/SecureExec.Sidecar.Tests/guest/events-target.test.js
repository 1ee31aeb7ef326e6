'use strict';
const target = new EventTarget();
const order = [];
const handler = { handleEvent(event) { order.push(`object ${event.type} ${this === handler}`); } };
target.addEventListener('x', handler);
target.addEventListener('x', handler);
target.addEventListener('x', () => order.push('once'), { once: true });
target.addEventListener('x', (event) => { event.preventDefault(); order.push(`passive ${event.defaultPrevented}`); }, { passive: true });
const controller = new AbortController();
target.addEventListener('x', () => order.push('until abort'), { signal: controller.signal });
console.log(target.dispatchEvent(new Event('x', { cancelable: true })));
controller.abort();
target.addEventListener('x', (event) => { event.stopImmediatePropagation(); event.preventDefault(); order.push('stopper'); });
target.addEventListener('x', () => order.push('must not come'));
console.log(target.dispatchEvent(new Event('x', { cancelable: true })));
console.log(order);
const event = new Event('y', { bubbles: true, composed: true });
target.addEventListener('y', (e) => console.log(e.target === target, e.currentTarget === target, e.eventPhase, e.composedPath().length, e.isTrusted, e.srcElement === target));
target.dispatchEvent(event);
console.log(event.target === target, event.currentTarget, event.eventPhase, event.bubbles, event.composed, event.returnValue, event.cancelBubble);
const custom = new CustomEvent('z', { detail: { a: 1 } });
console.log(custom.detail, custom instanceof Event, Object.prototype.toString.call(custom));
for (const action of [() => target.dispatchEvent({}), () => target.dispatchEvent(), () => new Event(), () => new Event(Symbol()), () => target.addEventListener('x', 'no'), () => EventTarget.prototype.addEventListener.call({}, 'x', () => {}), () => target.addEventListener('q')]) {
  try { console.log(action()); } catch (error) { console.log(error.name, error.code, error.message); }
}
target.addEventListener('reenter', (e) => { try { target.dispatchEvent(e); } catch (error) { console.log(error.code, error.message); } });
target.dispatchEvent(new Event('reenter'));
process.on('uncaughtException', (error) => console.log('uncaught', error.message));
target.addEventListener('bad', () => { throw new Error('from listener'); });
target.addEventListener('bad', () => console.log('still called'));
target.dispatchEvent(new Event('bad'));
