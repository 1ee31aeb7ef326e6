import d from './one.mjs';
