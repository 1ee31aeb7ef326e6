import { log } from './log.mjs'; import { two } from './cycle2.mjs'; export function early() { return 'early ' + two; } log.push('cycle1 start'); await null; log.push('cycle1 end');
