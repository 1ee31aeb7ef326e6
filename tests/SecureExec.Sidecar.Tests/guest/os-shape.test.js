'use strict';
// os: the kinds of its answers; their values belong to the machine.
const os = require('node:os');
const number = (value) => typeof value === 'number' && value >= 0;
console.log(Object.keys(os).sort().join());
console.log(os.platform(), os.type(), os.arch(), os.machine(), os.endianness(), JSON.stringify(os.EOL), os.devNull);
console.log(typeof os.hostname(), os.hostname().length > 0, typeof os.release(), /^\d+\.\d+/.test(os.release()), typeof os.version());
console.log(number(os.totalmem()), os.freemem() <= os.totalmem(), number(os.uptime()), os.loadavg().length, os.loadavg().every(number));
console.log(os.cpus().length === os.availableParallelism() || os.cpus().length > 0, Object.keys(os.cpus()[0]).join(), Object.keys(os.cpus()[0].times).join());
const user = os.userInfo();
console.log(Object.keys(user).join(), user.uid === process.getuid(), user.gid === process.getgid(), typeof user.username, user.homedir.startsWith('/'), typeof user.shell);
console.log(Buffer.isBuffer(os.userInfo({ encoding: 'buffer' }).username), os.homedir().startsWith('/'), os.tmpdir().startsWith('/'));
const networks = os.networkInterfaces();
console.log(Object.keys(networks.lo[0]).sort().join(), networks.lo[0].address, networks.lo[0].family, networks.lo[0].internal, networks.lo[0].cidr);
console.log(os.getPriority(), os.getPriority(process.pid), os.setPriority(0), Object.keys(os.constants).sort().join(), os.constants.signals.SIGKILL, os.constants.errno.ENOENT, os.constants.priority.PRIORITY_LOW);
for (const bad of [() => os.setPriority(0, 100), () => os.getPriority('x'), () => os.getPriority(2 ** 30), () => os.userInfo(5)]) {
  try {
    console.log(typeof bad());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
console.log(`${os.hostname}` === os.hostname(), os.constants.UV_UDP_REUSEADDR);
