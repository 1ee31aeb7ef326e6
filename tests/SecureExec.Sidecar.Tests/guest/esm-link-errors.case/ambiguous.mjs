import { shared } from './both.mjs';
