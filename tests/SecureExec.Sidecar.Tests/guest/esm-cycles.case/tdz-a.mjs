import { x } from './tdz-b.mjs'; export const y = 1; console.log(x);
