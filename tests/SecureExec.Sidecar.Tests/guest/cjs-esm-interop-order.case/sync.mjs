import dep from './dep.cjs'; export const order = []; order.push('body'); queueMicrotask(() => console.log('micro from esm')); export const value = dep.value;
