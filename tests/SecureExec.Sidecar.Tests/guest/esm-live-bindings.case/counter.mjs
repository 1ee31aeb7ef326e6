export let count = 0;
export function increment() { count++; later = 'set'; }
export let later;
export { count as alias };
