'use strict';
const fs = require('fs');
const tmp = require('os').tmpdir();
const shape = (s) => Object.entries(s).map(([name, value]) => `${name}:${typeof value}`).join();
const stat = fs.statfsSync(tmp);
console.log(stat.constructor.name, shape(stat), stat.bsize > 0, stat.blocks >= stat.bfree, stat.bfree >= stat.bavail, stat.files >= stat.ffree);
console.log(shape(fs.statfsSync(tmp, { bigint: true })));
fs.statfs(tmp, (error, s) => {
  console.log(error, shape(s));
  fs.promises.statfs(tmp, { bigint: true }).then((big) => {
    console.log(shape(big));
    fs.statfs(`${tmp}/none/none`, (missing) => console.log(missing.code, missing.syscall));
  });
});
try { fs.statfsSync(''); } catch (error) { console.log(error.code, error.syscall); }
