'use strict';
console.log(process.version, process.versions.node, process.release.name, process.platform, process.arch, process.title.length > 0);
console.log(typeof process.pid, typeof process.ppid, process.argv.length, process.execArgv, process.argv0.length > 0, process.exitCode, process.config.variables !== undefined);
console.log(typeof process.uptime(), process.hrtime().length, typeof process.hrtime.bigint(), Object.keys(process.memoryUsage()).join(), typeof process.memoryUsage.rss(), Object.keys(process.cpuUsage()).join(), Object.keys(process.resourceUsage()).length);
console.log(process.cwd() === __dirname, typeof process.umask(), typeof process.getuid(), process.stdout.fd, process.stderr.fd, process.stdin.fd, process.stdout.isTTY, process.stdin.isTTY);
process.env.NEW = 5; console.log(process.env.NEW, 'NEW' in process.env, delete process.env.NEW, process.env.NEW, Object.keys(process.env).includes('NEW'), typeof process.env.NO_SUCH);
try { process.env.X = Symbol('s'); } catch (e) { console.log(e.name, e.message); }
process.env.undef = undefined; console.log(process.env.undef);
for (const [name, f] of Object.entries({ chdir: () => process.chdir('/no/such'), kill: () => process.kill('x'), exitCode: () => { process.exitCode = 'x'; }, hrtime: () => process.hrtime(5), umask: () => process.umask('9'), emitWarning: () => process.emitWarning(5), setUncaught: () => process.setUncaughtExceptionCaptureCallback(5), nextTick: () => process.nextTick(5) })) {
  try { f(); console.log(name, 'ok'); } catch (e) { console.log(name, e.name, e.code, e.message.replaceAll(process.cwd(), 'CWD')); }
}
process.chdir('/tmp'); console.log(process.cwd());
process.on('warning', (w) => console.log('warning', w.name, w.code, w.message, w.detail));
process.emitWarning('careful', { type: 'Custom', code: 'C1', detail: 'more' }); process.emitWarning('plain');
console.log(process.binding.name, Object.prototype.toString.call(process), process.features.inspector !== undefined, process.allowedNodeEnvironmentFlags.has('--max-old-space-size'), typeof process.report, process.sourceMapsEnabled);
console.log(process.getBuiltinModule('node:fs') === require('fs'), process.getBuiltinModule('nope'), typeof process.constrainedMemory(), process.emitWarning.length);
