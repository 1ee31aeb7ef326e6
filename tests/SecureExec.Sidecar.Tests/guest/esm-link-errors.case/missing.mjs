import { two } from './one.mjs';
