// Validation and unknown names; what an unprivileged process may do is its own.
'use strict';
const tries = {
  setuid: [['no-such-user-here'], [{}], [-1], [2 ** 32], [undefined]],
  setgid: [['no-such-group-here'], [[]], [1.5]],
  seteuid: [['no-such-user-here']],
  setegid: [['no-such-group-here']],
  setgroups: [[undefined], [['no-such-group-here']], [[1, -1]], [[null]], [{}]],
  initgroups: [[null, 1], ['x', 'no-such-group-here'], [undefined, undefined]],
};
for (const [name, calls] of Object.entries(tries)) {
  for (const args of calls) {
    try { console.log(name, process[name](...args)); } catch (error) { console.log(name, error.name, error.code, error.message); }
  }
}
console.log(process.getuid() === process.geteuid(), process.getgid() === process.getegid(), Array.isArray(process.getgroups()));
console.log(process.setuid(process.getuid()), process.setgid(process.getgid()));
