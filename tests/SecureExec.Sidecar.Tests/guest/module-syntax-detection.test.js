import { basename } from 'node:path';
console.log('a .js file with import is a module', basename(import.meta.filename), typeof require);
export default await Promise.resolve(1);
