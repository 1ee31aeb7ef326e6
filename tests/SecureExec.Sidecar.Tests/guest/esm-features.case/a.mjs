export default function def() {}
export const named = 'n';
export let counter = 0;
export function increment() { return ++counter; }
export { named as 'string name' };
