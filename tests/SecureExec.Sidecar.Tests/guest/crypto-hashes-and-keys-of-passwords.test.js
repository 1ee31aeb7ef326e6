'use strict';
// Hashes, HMAC, PBKDF2, scrypt, HKDF: values, forms of input and output, and what is refused.
const crypto = require('node:crypto');

function report(label, act) {
  try {
    console.log(label, act());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}
const names = ['md5', 'sha1', 'SHA224', 'sha256', 'SHA-384', 'sha512', 'sha512-224', 'sha512-256', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'ripemd160', 'rmd160', 'blake2b512', 'blake2s256', 'sm3', 'RSA-SHA256'];
for (const name of names) {
  report(name, () => crypto.createHash(name).update('The quick brown fox ').update(Buffer.from('jumps')).update('over', 'latin1').digest('hex'));
  report(`hmac ${name}`, () => crypto.createHmac(name, 'key').update('data').digest('base64url'));
}
report('empty', () => crypto.createHash('sha256').digest('hex'));
report('encodings', () => ['hex', 'base64', 'latin1'].map((encoding) => crypto.createHash('sha1').update('616263', 'hex').digest(encoding)).join(' '));
report('buffer', () => crypto.createHash('md5').update(new Uint16Array([1, 2])).digest());
report('copy', () => {
  const hash = crypto.createHash('sha256').update('a');
  const copy = hash.copy();
  return [hash.update('b').digest('hex'), copy.update('c').digest('hex')].join();
});
report('shake', () => crypto.createHash('shake256', { outputLength: 20 }).update('x').digest('hex'));
report('shake of nothing', () => crypto.createHash('shake128', { outputLength: 0 }).digest('hex').length);
report('one shot', () => crypto.hash('sha512', 'text', 'base64') === crypto.createHash('sha512').update('text').digest('base64'));
report('wrong length', () => crypto.createHash('sha256', { outputLength: 5 }));
report('unknown hash', () => crypto.createHash('none'));
report('unknown hmac', () => crypto.createHmac('none', 'key'));
report('unknown one shot', () => crypto.hash('none', 'x'));
report('digest twice', () => {
  const hash = crypto.createHash('sha1');
  hash.digest();
  return hash.digest();
});
report('no data', () => crypto.createHash('sha1').update());

report('pbkdf2', () => crypto.pbkdf2Sync('password', 'salt', 1000, 40, 'sha512').toString('hex'));
report('pbkdf2 none', () => crypto.pbkdf2Sync('password', 'salt', 1, 0, 'sha1').length);
report('pbkdf2 digest', () => crypto.pbkdf2Sync('password', 'salt', 1, 20, 'none'));
report('pbkdf2 rounds', () => crypto.pbkdf2Sync('password', 'salt', 0, 20, 'sha1'));
report('scrypt', () => crypto.scryptSync('password', 'NaCl', 64, { N: 1024, r: 8, p: 2 }).toString('hex'));
report('scrypt of RFC 7914', () => crypto.scryptSync('', '', 64, { N: 16, r: 1, p: 1 }).toString('hex'));
for (const options of [{ N: 3 }, { N: 1 }, { N: 2 ** 20 }, { r: 2 ** 30 - 1, p: 4 }, { N: 16, maxmem: 1000 }, { N: 16, cost: 16 }]) report(`scrypt ${JSON.stringify(options)}`, () => crypto.scryptSync('p', 's', 8, options));
report('hkdf', () => Buffer.from(crypto.hkdfSync('sha256', 'key', 'salt', 'info', 50)).toString('hex'));
report('hkdf too long', () => crypto.hkdfSync('sha256', 'key', 'salt', 'info', 255 * 32 + 1));
report('hkdf digest', () => crypto.hkdfSync('none', 'key', 'salt', 'info', 5));
report('same', () => crypto.timingSafeEqual(Buffer.from('abc'), new Uint8Array([97, 98, 99])));
report('other', () => crypto.timingSafeEqual(Buffer.from('abc'), Buffer.from('abd')));
report('lengths', () => crypto.timingSafeEqual(Buffer.from('abc'), Buffer.from('ab')));
report('text', () => crypto.timingSafeEqual('abc', Buffer.from('abc')));

report('random', () => [crypto.randomBytes(16).length, crypto.randomFillSync(new Uint32Array(4)).length, typeof crypto.randomInt(10), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())].join());
report('random differs', () => crypto.randomBytes(16).equals(crypto.randomBytes(16)));
report('random size', () => crypto.randomBytes(-1));
report('primes', () => [7n, 9n, 2n ** 61n - 1n, 2n ** 61n + 1n].map((value) => crypto.checkPrimeSync(value)).join());
report('made prime', () => crypto.checkPrimeSync(crypto.generatePrimeSync(64)));

crypto.pbkdf2('password', 'salt', 100, 8, 'sha256', (error, key) => {
  console.log('pbkdf2', error, key.toString('hex'));
  crypto.scrypt('password', 'salt', 8, { N: 64 }, (error, key) => {
    console.log('scrypt', error, key.toString('hex'));
    crypto.randomFill(Buffer.alloc(8), 4, (error, bytes) => {
      console.log('random', error, bytes.subarray(0, 4).toString('hex'));
      crypto.subtle.digest('SHA-384', Buffer.from('x')).then((digest) => console.log(Buffer.from(digest).toString('hex')));
    });
  });
});
const stream = crypto.createHash('sha1');
stream.on('readable', () => {
  const made = stream.read();
  if (made) console.log('stream', made.toString('hex'));
});
stream.end('piped');
