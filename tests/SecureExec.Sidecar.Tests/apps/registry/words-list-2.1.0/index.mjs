export { default } from './index.cjs';
