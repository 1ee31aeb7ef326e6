'use strict';
// What watchers of a directory and of a file in it are told. A sentinel file ends each step, so nothing depends on time.
const fs = require('fs');
const path = require('path');

const dir = fs.mkdtempSync(path.join(require('os').tmpdir(), 'watch-'));
fs.writeFileSync(`${dir}/f`, 'x');
fs.mkdirSync(`${dir}/sub`);
let log = [];
let ended = null;

const inDirectory = fs.watch(dir, (event, name) => {
  if (name.startsWith('end-')) ended?.(name);
  else log.push(`dir ${event} ${name === path.basename(dir) ? '(itself)' : name}`);
});
const ofFile = fs.watch(`${dir}/f`, (event, name) => log.push(`file ${event} ${name}`));

async function step(name, action) {
  log = [];
  action();
  const told = new Promise((resolve) => { ended = (seen) => seen === `end-${name}` && resolve(); });
  fs.mkdirSync(`${dir}/end-${name}`);
  await told;
  console.log(name, JSON.stringify(log));
}

(async () => {
  await step('append', () => fs.appendFileSync(`${dir}/f`, 'y'));
  await step('write', () => fs.writeFileSync(`${dir}/f`, 'yy'));
  await step('chmod-file', () => fs.chmodSync(`${dir}/f`, 0o600));
  await step('utimes', () => fs.utimesSync(`${dir}/f`, 1, 2));
  await step('chmod-directory', () => fs.chmodSync(`${dir}/sub`, 0o700));
  await step('create', () => fs.writeFileSync(`${dir}/n`, '1'));
  await step('rename', () => fs.renameSync(`${dir}/n`, `${dir}/m`));
  await step('link', () => fs.linkSync(`${dir}/m`, `${dir}/l`));
  await step('symlink', () => fs.symlinkSync('m', `${dir}/s`));
  await step('truncate', () => fs.truncateSync(`${dir}/l`, 0));
  await step('unlink', () => fs.unlinkSync(`${dir}/s`));
  await step('mkdir-rmdir', () => { fs.mkdirSync(`${dir}/d`); fs.rmdirSync(`${dir}/d`); });
  await step('fd', () => { const fd = fs.openSync(`${dir}/m`, 'r+'); fs.writeSync(fd, 'abc'); fs.ftruncateSync(fd, 1); fs.fchmodSync(fd, 0o644); fs.closeSync(fd); });
  await step('below', () => fs.writeFileSync(`${dir}/sub/deep`, 'x'));
  await step('outside', () => { fs.writeFileSync(`${dir}/sub/o`, 'x'); fs.renameSync(`${dir}/sub/o`, `${dir}/o`); });
  await step('replace', () => fs.renameSync(`${dir}/m`, `${dir}/f`));
  await step('after', () => fs.writeFileSync(`${dir}/f`, 'again'));
  await step('itself', () => fs.chmodSync(dir, 0o755));
  ofFile.close();
  inDirectory.close();
  inDirectory.on('close', () => console.log('closed'));

  try {
    fs.watch(`${dir}/none`);
  } catch (error) {
    console.log(error.code, error.syscall, error.path === `${dir}/none`, error.filename === `${dir}/none`, error.message.replace(dir, 'DIR'));
  }

  fs.unlinkSync(`${dir}/l`);
  const gone = fs.watch(`${dir}/f`);
  const seen = [];
  await new Promise((resolve) => {
    gone.on('change', (event, name) => { seen.push(`${event} ${name}`); if (seen.length === 3) resolve(); });
    fs.unlinkSync(`${dir}/f`);
  });
  console.log(seen.join());
  gone.close();

  const controller = new AbortController();
  const events = fs.promises.watch(dir, { signal: controller.signal });
  const names = [];
  const reading = (async () => {
    for await (const { eventType, filename } of events) {
      names.push(`${eventType} ${filename}`);
      if (filename === 'last') controller.abort();
    }
  })();
  fs.mkdirSync(`${dir}/p`);
  fs.mkdirSync(`${dir}/last`);
  await reading.catch((error) => console.log(error.name, error.code));
  console.log(names.join());

  const quiet = fs.watch(dir, { persistent: false });
  quiet.unref().ref().unref();
  fs.rmSync(dir, { recursive: true });
})();
