'use strict';
const vm = require('node:vm');
const log = [];
const own = vm.createContext({ log }, { microtaskMode: 'afterEvaluate' });
vm.runInContext('Promise.resolve().then(() => log.push("own microtask")); log.push("own end")', own); log.push('back');
console.log(log.splice(0));
const shared = vm.createContext({ log });
vm.runInContext('Promise.resolve().then(() => log.push("shared microtask")); log.push("shared end")', shared); log.push('back');
console.log(log.splice(0));
vm.runInContext('(async () => { for (let i = 0; i < 3; i++) { await i; log.push(i); } })()', own); console.log(log.splice(0));
try { vm.runInContext('Promise.resolve().then(() => { for (;;); })', own, { timeout: 20 }); } catch (e) { console.log(e.code); }
try { vm.createContext({}, { microtaskMode: 'other' }); } catch (e) { console.log(e.code); }
vm.runInContext('Promise.reject(new Error("ignored"))', own).catch?.(() => log.push('handled'));
setImmediate(() => console.log('immediate', log));
