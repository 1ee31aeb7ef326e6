import { z } from './plain.mjs';
