import { log } from './log.mjs'; log.push('late'); await 0; export const late = 1;
