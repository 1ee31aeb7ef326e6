// Facts of the build and the platform.
'use strict';
console.log(process.version, process.release.name, process.arch, process.platform, process.argv0.length > 0);
console.log(Object.keys(process.features).sort().join());
console.log(process.config.variables.v8_enable_i18n_support, typeof process.config.target_defaults, Object.isFrozen(process.config));
console.log(Object.prototype.toString.call(process), process[Symbol.toStringTag], process instanceof process.constructor);
console.log(typeof process.getBuiltinModule('fs').readFileSync, process.getBuiltinModule('node:path') === require('path'), process.getBuiltinModule('zzz'));
for (const bad of [1, null, undefined, {}]) {
  try { process.getBuiltinModule(bad); } catch (error) { console.log(error.code, error.message); }
}
console.log(process.allowedNodeEnvironmentFlags.has('--no-warnings'), process.allowedNodeEnvironmentFlags.has('--stack_trace_limit'), process.allowedNodeEnvironmentFlags.has('--eval'));
console.log(process.sourceMapsEnabled, process.exitCode, process.connected, process.send, process.channel);
console.log(Object.getOwnPropertyDescriptor(process, 'pid').writable, Number.isInteger(process.ppid), process.debugPort);
console.log(process.stdout.fd, process.stderr.fd, process.stdin.fd, process.stdout.isTTY, process.stdout.writable);
