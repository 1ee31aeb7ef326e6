// parseArgs: every kind of option, value, grouping, default and error, with tokens.
'use strict';
const { parseArgs } = require('node:util');
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const options = { flag: { type: 'boolean', short: 'f' }, name: { type: 'string', short: 'n' }, many: { type: 'string', multiple: true, short: 'm' }, count: { type: 'boolean', multiple: true, short: 'c' }, dflt: { type: 'string', default: 'D' }, list: { type: 'string', multiple: true, default: ['x', 'y'] }, 'with-dash': { type: 'boolean' } };
const lines = ['', '-f', '--flag', '--flag=x', '--no-flag', '--name', '--name=a', '--name a', '--name=', '--name -f', '--name=-f', '-n a', '-na', '-n=a', '-fna', '-fcc', '-cfc', '-m a -mb --many=c', 'pos', 'pos -- --flag', '--', '-- -f', '-', '-f -', '--unknown', '-u', '--unknown=1', '-fu', '--with-dash', '--dflt z', '--list q', '--no-name', '--no-unknown', '---', '--=x', '-fn', '--flag false', '--name --', '-f-', '--__proto__', '--many'];
for (const line of lines) {
  const args = line.split(' ').filter(Boolean);
  for (const config of [{ strict: true, allowPositionals: true }, { strict: true }, { strict: false }, { strict: false, allowNegative: true }, { strict: true, allowNegative: true, allowPositionals: true }]) console.log(JSON.stringify(line), JSON.stringify(config), show(() => JSON.stringify(parseArgs({ args, options, tokens: true, ...config }))));
}
for (const bad of [1, null, 'x', { args: 'x' }, { options: 1 }, { options: { a: {} } }, { options: { a: { type: 'number' } } }, { options: { a: { type: 'string', short: 'ab' } } }, { options: { a: { type: 'string', short: '' } } }, { options: { a: { type: 'string', multiple: 1 } } }, { options: { a: { type: 'string', default: 1 } } }, { options: { a: { type: 'boolean', multiple: true, default: [1] } } }, { args: [1], options: {} }, { strict: 1 }, { tokens: 'x' }]) console.log(show(() => JSON.stringify(parseArgs(bad))));
