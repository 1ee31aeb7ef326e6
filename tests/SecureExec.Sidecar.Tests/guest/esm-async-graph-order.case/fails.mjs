import { log } from './log.mjs'; log.push('fails'); await 0; throw new Error('failed late');
