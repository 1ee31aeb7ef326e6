// Symmetric ciphers: what each call returns, piece by piece; what may follow on what; tags, padding, wrong keys; what is known of ciphers.
const crypto = require('crypto');

const bytes = (length, seed = 1) => Buffer.from(Array.from({ length }, (_, i) => (i * 7 + seed * 31) & 255));

function attempt(label, action) {
  try {
    const result = action();
    console.log(label, Buffer.isBuffer(result) ? result.toString('hex') : result);
  } catch (error) {
    console.log(label, error.name, error.code, error.message, error.library, error.reason);
  }
}

const tagged = new Set(['gcm', 'ccm', 'ocb', 'stream']);
for (const name of [
  ...[128, 192, 256].flatMap((bits) => ['ecb', 'cbc', 'ctr', 'ofb', 'cfb', 'cfb8', 'gcm', 'ccm', 'ocb'].map((mode) => `aes-${bits}-${mode}`)),
  'chacha20-poly1305', 'des-ede-ecb', 'des-ede-cbc', 'des-ede3', 'des-ede3-cbc', 'AES256', 'id-aes128-GCM',
]) {
  const info = crypto.getCipherInfo(name);
  console.log(name, info);
  const key = bytes(info.keyLength, 2);
  const iv = info.ivLength ? bytes(info.ivLength, 3) : null;
  const isTagged = tagged.has(info.mode);
  const options = isTagged ? { authTagLength: 16 } : undefined;
  const pieces = info.mode === 'ccm' ? [[0], [1], [77]] : [[], [0], [1], [16], [1, 15, 17, 5, 32, 3], [48, 16], [31, 1], [4096, 100, 1]];
  for (const lengths of pieces) {
    const cipher = crypto.createCipheriv(name, key, iv, options);
    const total = lengths.reduce((sum, length) => sum + length, 0);
    if (isTagged && lengths.length !== 2)
      cipher.setAAD(bytes(21, 4), { plaintextLength: total });
    const output = lengths.map((length, i) => cipher.update(bytes(length, i)));
    output.push(cipher.final());
    const sealed = Buffer.concat(output);
    const tag = isTagged ? cipher.getAuthTag() : undefined;
    console.log(' ', lengths.join(), output.map((part) => part.length).join(), crypto.createHash('sha1').update(sealed).digest('hex'), tag?.toString('hex'));
    const back = crypto.createDecipheriv(name, key, iv, options);
    if (isTagged) {
      back.setAuthTag(tag);
      if (lengths.length !== 2)
        back.setAAD(bytes(21, 4), { plaintextLength: total });
    }
    const sizes = [];
    const plain = [];
    for (let at = 0, step = info.mode === 'ccm' ? 1e9 : 7; at === 0 || at < sealed.length; at += step, step = step * 3 + 1)
      plain.push(back.update(sealed.subarray(at, at + step)));
    plain.push(back.final());
    console.log('   ', plain.map((part) => part.length).join(), Buffer.concat(plain).equals(Buffer.concat(lengths.map((length, i) => bytes(length, i)))));
  }
}

for (const name of ['aes-128-gcm', 'aes-256-gcm']) {
  for (const length of [1, 8, 12, 13, 16, 60, 128])
    attempt(`${name} iv ${length}`, () => crypto.createCipheriv(name, bytes(+name.slice(4, 7) / 8), bytes(length)).update(bytes(40)));
}
for (const length of [1, 7, 15])
  attempt(`ocb iv ${length}`, () => crypto.createCipheriv('aes-128-ocb', bytes(16), bytes(length), { authTagLength: 12 }).update(bytes(40)));
for (const length of [7, 13])
  attempt(`ccm iv ${length}`, () => crypto.createCipheriv('aes-128-ccm', bytes(16), bytes(length), { authTagLength: 8 }).update(bytes(40)));
attempt('the counter begins anew', () => crypto.createCipheriv('aes-256-ctr', bytes(32), Buffer.alloc(16, 255)).update(bytes(50)));
attempt('text', () => {
  const cipher = crypto.createCipheriv('aes-128-cbc', bytes(16), bytes(16));
  return cipher.update('héllo wörld, a little longer', 'utf8', 'base64') + cipher.final('base64');
});
attempt('a key object', () => crypto.createCipheriv('aes-128-ecb', crypto.createSecretKey(bytes(16)), null).final());

for (const tagLength of [4, 8, 12, 13, 14, 15, 16])
  attempt(`gcm tag ${tagLength}`, () => {
    const cipher = crypto.createCipheriv('aes-128-gcm', bytes(16), bytes(12), { authTagLength: tagLength });
    cipher.final();
    return cipher.getAuthTag();
  });
for (const [name, keyLength, ivLength, tagLength] of [['aes-128-ocb', 16, 12, 3], ['chacha20-poly1305', 32, 12, 3], ['aes-128-ccm', 16, 12, 4]])
  attempt(`${name} tag ${tagLength}`, () => {
    const cipher = crypto.createCipheriv(name, bytes(keyLength), bytes(ivLength), { authTagLength: tagLength });
    cipher.update(bytes(3));
    cipher.final();
    return cipher.getAuthTag();
  });

console.log('key wrapping');
for (const name of ['id-aes128-wrap', 'aes192-wrap', 'aes-256-wrap', 'aes-128-wrap-inv']) {
  const { keyLength } = crypto.getCipherInfo(name);
  for (const length of [0, 8, 16, 17, 40])
    attempt(`${name} ${length}`, () => {
      const cipher = crypto.createCipheriv(name, bytes(keyLength), Buffer.alloc(8, 0xa6));
      const sealed = Buffer.concat([cipher.update(bytes(length)), cipher.final()]);
      const back = crypto.createDecipheriv(name, bytes(keyLength), Buffer.alloc(8, 0xa6));
      console.log('  ', Buffer.concat([back.update(sealed), back.final()]).equals(bytes(length)));
      return sealed;
    });
}
for (const length of [1, 8, 17, 40])
  attempt(`wrap-pad ${length}`, () => {
    const cipher = crypto.createCipheriv('id-aes256-wrap-pad', bytes(32), Buffer.from('a65959a6', 'hex'));
    return Buffer.concat([cipher.update(bytes(length)), cipher.final()]);
  });
attempt('unwrap what is none', () => crypto.createDecipheriv('id-aes128-wrap', bytes(16), bytes(8)).update(bytes(24)));

console.log('refusals');
const make = (name, keyLength, ivLength, options) => crypto.createCipheriv(name, bytes(keyLength), ivLength === null ? null : bytes(ivLength), options);
const open = (name, keyLength, ivLength, options) => crypto.createDecipheriv(name, bytes(keyLength), ivLength === null ? null : bytes(ivLength), options);
for (const args of [['nonsense', 16, 16], ['aes-128-cbc', 15, 16], ['aes-128-cbc', 16, 15], ['aes-128-cbc', 16, null], ['aes-128-ecb', 16, 1], ['aes-128-ecb', 16, 0], ['aes-128-gcm', 16, 0],
  ['aes-128-gcm', 16, 1000], ['aes-128-gcm', 15, 12], ['aes-128-gcm', 16, 12, { authTagLength: 3 }], ['aes-128-gcm', 16, 12, { authTagLength: 17 }], ['aes-128-ccm', 16, 12],
  ['aes-128-ccm', 16, 12, { authTagLength: 3 }], ['aes-128-ccm', 16, 6, { authTagLength: 16 }], ['aes-128-ccm', 16, 14, { authTagLength: 16 }], ['aes-128-ocb', 16, 12],
  ['aes-128-ocb', 16, 12, { authTagLength: 17 }], ['aes-128-ocb', 16, 16, { authTagLength: 16 }], ['chacha20-poly1305', 32, 13], ['chacha20-poly1305', 32, 8], ['chacha20-poly1305', 31, 12],
  ['chacha20-poly1305', 32, 12, { authTagLength: 17 }], ['aes-128-gcm', 16, 12, { authTagLength: 4294967295 }], ['aes-128-gcm', 16, 12, { authTagLength: -1 }]])
  attempt(JSON.stringify(args), () => typeof make(...args));
const run = (cipher, ...steps) => steps.map((step) => { const result = step(cipher); return Buffer.isBuffer(result) ? result.length : typeof result; }).join();
const update = (length) => (cipher) => cipher.update(bytes(length));
const final = (cipher) => cipher.final();
const tag = (length) => (cipher) => cipher.setAuthTag(bytes(length));
const aad = (length, plaintextLength) => (cipher) => cipher.setAAD(bytes(length), plaintextLength === undefined ? undefined : { plaintextLength });
const noPadding = (cipher) => cipher.setAutoPadding(false);
const getTag = (cipher) => cipher.getAuthTag();
const ccm = { authTagLength: 16 };
for (const [label, action] of Object.entries({
  'tag without one': () => run(make('aes-128-cbc', 16, 16), final, getTag),
  'tag too early': () => run(make('aes-128-gcm', 16, 12), getTag),
  'aad without': () => run(make('aes-128-cbc', 16, 16), aad(1)),
  'aad late': () => run(make('aes-128-gcm', 16, 12), update(1), aad(1)),
  'aad at the end': () => run(make('aes-128-gcm', 16, 12), final, aad(1)),
  'aad twice': () => run(make('aes-128-gcm', 16, 12), aad(5), aad(5), update(3), final, getTag),
  'data at the end': () => run(make('aes-128-gcm', 16, 12), final, update(1)),
  'end twice': () => run(make('aes-128-cbc', 16, 16), final, final),
  'padding at the end': () => run(make('aes-128-cbc', 16, 16), final, noPadding),
  'no padding': () => run(make('aes-128-cbc', 16, 16), noPadding, update(17), update(15), final),
  'no padding, short': () => run(make('aes-128-cbc', 16, 16), update(1), noPadding, final),
  'open without padding': () => run(open('aes-128-cbc', 16, 16), noPadding, update(1), update(15), update(17), update(5), update(32), update(10), final),
  'open without padding, short': () => run(open('aes-128-cbc', 16, 16), noPadding, update(1), final),
  'open short': () => run(open('aes-128-cbc', 16, 16), update(1), final),
  'open nothing': () => run(open('aes-128-cbc', 16, 16), final),
  'open garbage': () => run(open('aes-128-cbc', 16, 16), update(1), update(15), update(17), update(5), update(32), update(10), final),
  'gcm without tag': () => run(open('aes-128-gcm', 16, 12), update(16), final),
  'gcm with another': () => run(open('aes-128-gcm', 16, 12), tag(16), update(16), final),
  'gcm short tag': () => run(open('aes-128-gcm', 16, 12), tag(15)),
  'gcm shorter tag': () => run(open('aes-128-gcm', 16, 12), tag(8)),
  'gcm long tag': () => run(open('aes-128-gcm', 16, 12), tag(17)),
  'gcm other length': () => run(open('aes-128-gcm', 16, 12, { authTagLength: 12 }), tag(16)),
  'gcm tag twice': () => run(open('aes-128-gcm', 16, 12), tag(16), tag(16)),
  'gcm tag late': () => run(open('aes-128-gcm', 16, 12), update(3), tag(16), final),
  'cbc tag': () => run(open('aes-128-cbc', 16, 16), tag(16)),
  'ccm aad without length': () => run(make('aes-128-ccm', 16, 12, ccm), aad(5)),
  'ccm too long': () => run(make('aes-128-ccm', 16, 13, ccm), aad(5, 65536)),
  'ccm data too long': () => run(make('aes-128-ccm', 16, 13, ccm), update(65536)),
  'ccm another length': () => run(make('aes-128-ccm', 16, 13, ccm), aad(5, 10), update(11)),
  'ccm twice': () => run(make('aes-128-ccm', 16, 13, ccm), update(5), update(6)),
  'ccm with another': () => run(open('aes-128-ccm', 16, 13, ccm), tag(16), update(5), final),
  'ccm open twice': () => run(open('aes-128-ccm', 16, 13, ccm), tag(16), update(5), update(5)),
  'ocb with another': () => run(open('aes-128-ocb', 16, 12, ccm), tag(16), update(5), update(50), final),
  'chacha with another': () => run(open('chacha20-poly1305', 32, 12), tag(16), update(5), update(50), final),
}))
  attempt(label, action);
for (const args of [['aes-128-cbc', { keyLength: 12 }], ['aes-128-cbc', { ivLength: 12 }], ['aes-128-gcm', { ivLength: 1 }], ['aes-128-ccm', { ivLength: 7 }], ['aes-128-ccm', { ivLength: 14 }],
  ['aes-128-ocb', { ivLength: 15 }], ['aes-128-ocb', { ivLength: 16 }], [419], ['nonsense'], [1], ['chacha20-poly1305', { ivLength: 8 }], ['des3', { keyLength: 24, ivLength: 8 }]])
  console.log(JSON.stringify(args), JSON.stringify(crypto.getCipherInfo(...args)));
console.log(['aes-256-cbc', 'aes-128-gcm', 'aes-192-ocb', 'chacha20-poly1305', 'des-ede3-cbc', 'id-aes256-wrap-pad'].every((name) => crypto.getCiphers().includes(name)));
