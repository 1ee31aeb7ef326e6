'use strict';
// A setter on Object.prototype that throws while an error is filled in: its exception is what the program sees.
const fs = require('fs');
const file = require('path').join(require('os').tmpdir(), `setters-${process.pid}`);
fs.writeFileSync(file, '');
const fd = fs.openSync(file);
for (const name of ['errno', 'other']) {
  const mine = new Error(`mine of ${name}`);
  Object.defineProperty(Object.prototype, name, { configurable: true, set() { throw mine; }, get() { return undefined; } });
  const results = [];
  for (const call of [() => fs.writeSync(fd, 'text'), () => fs.writeSync(fd, Buffer.from('x')), () => fs.existsSync(`${file}/none`)]) {
    try {
      call();
      results.push('worked');
    } catch (error) {
      results.push(error === mine ? 'mine' : error.message.replace(file, 'FILE'));
    }
  }
  delete Object.prototype[name];
  console.log(name, results);
}
fs.closeSync(fd);
fs.rmSync(file);
