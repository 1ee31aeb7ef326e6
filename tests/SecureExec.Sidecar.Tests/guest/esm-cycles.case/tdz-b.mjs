import { y } from './tdz-a.mjs'; export const x = y;
