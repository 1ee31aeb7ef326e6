'use strict';
// watchFile: changes, removal, an absent file, unwatchFile.
const fs = require('node:fs');
fs.writeFileSync('f', '1');
fs.watchFile('f', { interval: 20 }, function onChange(now, before) {
  if (now.size === 4) {
    console.log('changed', now.size, before.size, now.isFile());
    fs.unlinkSync('f');
  } else if (now.nlink === 0) {
    console.log('removed', now.size, now.mtimeMs, before.size);
    fs.unwatchFile('f', onChange);
    absent();
  }
});
setTimeout(() => fs.appendFileSync('f', '234'), 60);
function absent() {
  const watcher = fs.watchFile('none', { interval: 20, bigint: true }, (now, before) => {
    if (now.ino === 0n) {
      console.log('absent at first', now.size, before.size);
      fs.writeFileSync('none', 'made');
    } else {
      console.log('made', now.size, before.ino);
      fs.unwatchFile('none');
      console.log('stopped');
    }
  });
  console.log(watcher.constructor.name);
}
fs.watchFile('f2', { persistent: false, interval: 10 }, () => {});
