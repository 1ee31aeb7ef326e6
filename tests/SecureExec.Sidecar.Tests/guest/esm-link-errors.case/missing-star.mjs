export { nothing as x } from './one.mjs';
