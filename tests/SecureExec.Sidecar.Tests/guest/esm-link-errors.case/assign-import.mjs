import { one } from './one.mjs'; one = 2;
