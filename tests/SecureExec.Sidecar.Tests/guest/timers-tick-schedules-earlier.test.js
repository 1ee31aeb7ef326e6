'use strict';
// A tick that the last due timer leaves asks for a timer before the next one of the list.
const far = setTimeout(() => console.log('too late'), 20_000);
const order = [];
setTimeout(() => {
  order.push('first');
  process.nextTick(() => setTimeout(() => {
    order.push('from the tick');
    Promise.resolve().then(() => setTimeout(() => {
      console.log([...order, 'from the microtask'].join(', '));
      clearTimeout(far);
    }, 5));
  }, 5));
}, 5);
