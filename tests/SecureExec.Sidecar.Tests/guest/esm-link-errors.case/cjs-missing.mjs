import { gone } from './common.cjs';
