import './broken.mjs';
console.log('not reached');
