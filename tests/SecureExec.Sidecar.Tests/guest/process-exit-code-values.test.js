// process.exitCode takes integers and their texts; the last valid one counts.
'use strict';
for (const value of [3, '4', undefined, null, 'x', 1.5, {}, NaN, true, -1, 256, '']) {
  try {
    process.exitCode = value;
    console.log(JSON.stringify(value) ?? 'undefined', '=>', process.exitCode);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
try { process.exit('abc'); } catch (error) { console.log(error.code, error.message); }
process.exitCode = '23';
process.on('exit', (code) => console.log(typeof code, code));
