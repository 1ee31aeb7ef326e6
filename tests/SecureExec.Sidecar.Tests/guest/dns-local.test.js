'use strict';
// Names that need nobody's help, and arguments.
const dns = require('node:dns');

async function main() {
  const lookup = (...args) => new Promise((done) => dns.lookup(...args, (error, ...rest) => done(error ? [error.code] : rest)));
  console.log(await lookup('127.0.0.1'), await lookup('::1'), await lookup('localhost', 4), await lookup('127.0.0.1', { all: true }));
  console.log(await dns.promises.lookup('localhost', { family: 4, all: true }), (await dns.promises.lookupService('127.0.0.1', 54321)).service);
  for (const bad of [() => dns.lookup('x'), () => dns.lookup('', () => {}), () => dns.lookup('x', 5, () => {}), () => dns.lookup('x', { hints: 1 << 20 }, () => {}), () => dns.lookupService('x', 1, () => {}),
    () => dns.setServers(['nonsense']), () => dns.resolve('x', 'HERMIT', () => {}), () => new dns.Resolver({ tries: 0 }), () => dns.setDefaultResultOrder('x')]) {
    try {
      bad();
      console.log('no error');
    } catch (error) {
      console.log(error.name, error.code, error.message.split('\n')[0]);
    }
  }
  const resolver = new dns.Resolver({ timeout: 100, tries: 1 });
  resolver.setServers(['127.0.0.1:5353', '[::1]:99', '8.8.8.8']);
  console.log(resolver.getServers());
  resolver.setLocalAddress('127.0.0.1', '::1');
  try {
    resolver.setLocalAddress('nonsense');
  } catch (error) {
    console.log(error.name, error.message);
  }
  console.log(dns.getDefaultResultOrder(), dns.NOTFOUND, dns.ADDRCONFIG);
}
main();
