import { log } from './log.mjs'; log.push('b start'); await null; log.push('b end');
