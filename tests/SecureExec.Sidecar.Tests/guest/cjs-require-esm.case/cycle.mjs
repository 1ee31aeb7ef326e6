import { createRequire } from 'module'; createRequire(import.meta.url)('./back.cjs'); export const c = 1;
