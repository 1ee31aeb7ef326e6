// What a process knows of itself: shapes, signs and relations, no values.
'use strict';
const memory = process.memoryUsage();
console.log(Object.keys(memory).sort().join(), Object.values(memory).every((n) => Number.isInteger(n) && n >= 0), memory.heapUsed <= memory.heapTotal);
console.log(Number.isInteger(process.memoryUsage.rss()), process.memoryUsage.rss() > 0);
const resources = process.resourceUsage();
console.log(Object.keys(resources).join(), Object.values(resources).every((n) => Number.isInteger(n) && n >= 0));
const before = process.cpuUsage();
for (let i = 0, x = 0; i < 3e6; i++) x += i % 7;
const after = process.cpuUsage(before);
console.log(Object.keys(before).join(), after.user >= 0 && after.system >= 0);
const thread = process.threadCpuUsage();
console.log(Object.keys(thread).join(), thread.user <= process.cpuUsage().user + 50_000);
for (const bad of [1, 'x', null, {}, { user: 'a', system: 1 }, { user: -1, system: 1 }, { user: 1, system: Infinity }]) {
  for (const method of ['cpuUsage', 'threadCpuUsage']) {
    try { process[method](bad); console.log(method, 'fine'); } catch (error) { console.log(method, error.name, error.code, error.message); }
  }
}
console.log(typeof process.constrainedMemory(), process.availableMemory() > 0, process.uptime() > 0);
const big = Buffer.alloc(1 << 20);
console.log(process.memoryUsage().arrayBuffers >= 1 << 20, process.memoryUsage().external >= 1 << 20, big.length);
