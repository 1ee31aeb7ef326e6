import { log } from './log.mjs'; import { early } from './cycle1.mjs'; export const two = typeof early; log.push('cycle2 start'); await null; log.push('cycle2 end');
