import { log } from './log.mjs'; log.push('a-child start'); await new Promise((resolve) => setTimeout(resolve, 3)); log.push('a-child end');
