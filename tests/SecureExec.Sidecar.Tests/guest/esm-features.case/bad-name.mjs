import { notThere } from './a.mjs';
