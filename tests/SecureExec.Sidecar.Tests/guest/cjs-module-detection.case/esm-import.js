import fs from 'fs'; export const a = typeof fs;
