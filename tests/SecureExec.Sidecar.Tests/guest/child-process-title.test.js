'use strict';
const { spawnSync } = require('node:child_process');
for (const options of [{}, { argv0: 'another' }]) {
  const { stdout } = spawnSync(process.execPath, ['-p', 'process.title', 'x'.repeat(1024)], options);
  console.log(String(stdout).trim().replace(process.execPath, 'execPath'));
}
