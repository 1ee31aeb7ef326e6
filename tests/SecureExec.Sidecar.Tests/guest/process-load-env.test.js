'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'env-'));
const file = path.join(dir, 'vars');
process.env.KEPT_HERE = 'old';
fs.writeFileSync(file, 'A=1\n# comment\nB="two words"\nexport C=three # tail\nD=\'single $A\'\nKEPT_HERE=new\nE=`back\nticked`\nF\n=x\nG= spaced \n');
process.loadEnvFile(file);
for (const name of ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'KEPT_HERE']) console.log(name, JSON.stringify(process.env[name]));
try { process.loadEnvFile(path.join(dir, 'missing')); } catch (error) { console.log(error.code, error.syscall); }
console.log(Object.keys(process.env).includes('A'), delete process.env.A, 'A' in process.env);
process.env.NUMBER = 5;
process.env.UNDEFINED = undefined;
console.log(typeof process.env.NUMBER, process.env.UNDEFINED);
try { process.env[Symbol('s')] = 1; } catch (error) { console.log(error.name, error.message); }
try { Object.defineProperty(process.env, 'X', { get() {} }); } catch (error) { console.log(error.code); }
fs.rmSync(dir, { recursive: true });
