'use strict';
const os = require('os');
console.log(JSON.stringify(os.constants.signals), os.constants.errno.ENOENT, JSON.stringify(os.constants.priority), Object.getPrototypeOf(os.constants.signals), Object.isFrozen(os.constants.signals));
const { priority } = os.constants;
console.log(os.getPriority() === os.getPriority(process.pid), os.getPriority(0) === os.getPriority());
os.setPriority(priority.PRIORITY_BELOW_NORMAL);
console.log(os.getPriority());
os.setPriority(process.pid, priority.PRIORITY_LOW);
console.log(os.getPriority(process.pid));
for (const args of [['x'], [0, 20], [0, -21], [0, 1.5], [999_999, 1], [null, 1], [0, NaN], [undefined]]) {
  try { os.setPriority(...args); console.log('set'); } catch (error) { console.log(error.name, error.code, error.message, error.info?.syscall); }
}
try { os.getPriority(999_999); } catch (error) { console.log(error.code, error.message, error.errno, error.syscall); }
console.log(os.EOL === '\n', os.devNull, os.type(), os.platform(), os.arch(), os.endianness(), os.machine(), `${os.tmpdir}`, os.availableParallelism() >= 1);
console.log(os.loadavg().length, os.uptime() >= 0, os.totalmem() >= os.freemem(), Object.keys(os.cpus()[0]).join(), Object.keys(os.cpus()[0].times).join());
console.log(Object.keys(os.networkInterfaces().lo[0]).join(), os.networkInterfaces().lo[0].cidr, os.networkInterfaces().lo[0].internal);
for (const bad of [{ encoding: 'nope' }, 1, null]) { try { console.log(typeof os.userInfo(bad).username); } catch (error) { console.log(error.code); } }
console.log(Buffer.isBuffer(os.userInfo({ encoding: 'buffer' }).homedir), Object.keys(os.userInfo()).join());
for (const name of ['hostname', 'homedir', 'release', 'version']) console.log(name, typeof os[name](), `${os[name]}` === os[name]());
