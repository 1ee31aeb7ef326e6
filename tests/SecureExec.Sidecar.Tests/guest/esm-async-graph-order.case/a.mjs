import { log } from './log.mjs'; import './a-child.mjs'; log.push('a start'); await null; log.push('a 1'); await null; log.push('a end');
