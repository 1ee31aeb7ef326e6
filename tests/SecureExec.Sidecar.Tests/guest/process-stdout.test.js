'use strict';
const more = process.stdout.write('first\n', 'utf8', () => console.log('callback'));
console.log(typeof more);
process.stdout.write(Buffer.from('bytes \xe2\x82\xac\n', 'latin1')); process.stdout.write('dead', 'hex'); process.stdout.write('\n');
console.log(process.stdout.writable, process.stdout.writableLength, process.stdout.columns, process.stdout.constructor.name.length > 0);
process.stdout.on('error', (e) => console.log(e.code));
try { process.stdout.write(null); } catch (e) { console.log(e.code); }
process.stdout.cork(); process.stdout.write('corked '); process.stdout.write('text\n'); process.stdout.uncork();
for (let i = 0; i < 3; i++) process.stdout.write(String(i)); process.stdout.end?.name; console.log();
console.log('x'.repeat(70000).length); process.stdout.write('y'.repeat(70000) + '\n', () => process.exit(5));
