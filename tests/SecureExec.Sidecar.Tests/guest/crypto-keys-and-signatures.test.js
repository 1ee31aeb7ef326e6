'use strict';
// Keys made here and read again in every form, and what they sign.
const crypto = require('node:crypto');

function report(label, act) {
  try {
    console.log(label, act());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}
const details = (key) => JSON.stringify(key.asymmetricKeyDetails, (name, value) => (typeof value === 'bigint' ? `${value}n` : value));
const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
const pairs = {
  rsa,
  'ec p256': crypto.generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  'ec p384': crypto.generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'ec secp256k1': crypto.generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
  ed25519: crypto.generateKeyPairSync('ed25519'),
  ed448: crypto.generateKeyPairSync('ed448'),
};
for (const [name, { publicKey, privateKey }] of Object.entries(pairs)) {
  console.log(name, publicKey.type, privateKey.type, privateKey.asymmetricKeyType, details(privateKey), details(publicKey));
  for (const format of ['pem', 'der']) {
    const privateForm = privateKey.export({ type: 'pkcs8', format });
    const publicForm = publicKey.export({ type: 'spki', format });
    const againPrivate = crypto.createPrivateKey({ key: privateForm, format, type: 'pkcs8' });
    const againPublic = crypto.createPublicKey({ key: publicForm, format, type: 'spki' });
    console.log(format, againPrivate.equals(privateKey), againPublic.equals(publicKey), crypto.createPublicKey(privateKey).equals(publicKey), format === 'pem' ? privateForm.split('\n')[0] + publicForm.split('\n')[0] : '');
  }
  const jwk = privateKey.export({ format: 'jwk' });
  console.log(Object.keys(jwk).sort().join(), crypto.createPrivateKey({ key: jwk, format: 'jwk' }).equals(privateKey), crypto.createPublicKey({ key: publicKey.export({ format: 'jwk' }), format: 'jwk' }).equals(publicKey));
  const digest = name.startsWith('ed') ? null : 'sha256';
  const data = Buffer.from('to be signed');
  const signature = crypto.sign(digest, data, privateKey);
  console.log(crypto.verify(digest, data, publicKey, signature), crypto.verify(digest, Buffer.from('another'), publicKey, signature), crypto.verify(digest, data, publicKey, Buffer.alloc(signature.length)), crypto.verify(digest, data, publicKey, Buffer.alloc(0)));
  if (digest === null) continue;
  const streamed = crypto.createSign('RSA-SHA512').update('to be ').update(Buffer.from('signed')).sign(privateKey.export({ type: 'pkcs8', format: 'pem' }), 'base64');
  console.log(crypto.createVerify('sha512').update(data).verify(publicKey, streamed, 'base64'), crypto.createVerify('sha256').update(data).verify(publicKey, streamed, 'base64'));
  if (name === 'rsa') continue;
  const plain = crypto.sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  console.log(plain.length, crypto.verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, plain), crypto.verify('sha256', data, publicKey, plain));
}
const data = Buffer.from('padded');
const padding = crypto.constants.RSA_PKCS1_PSS_PADDING;
for (const saltLength of [undefined, 20, crypto.constants.RSA_PSS_SALTLEN_DIGEST, crypto.constants.RSA_PSS_SALTLEN_MAX_SIGN]) {
  const signature = crypto.sign('sha256', data, { key: rsa.privateKey, padding, saltLength });
  console.log('pss', signature.length, crypto.verify('sha256', data, { key: rsa.publicKey, padding, saltLength }, signature), crypto.verify('sha256', data, rsa.publicKey, signature));
}
// The same signature from the same key, to the byte.
const fixed = crypto.createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }, format: 'jwk' });
console.log(crypto.sign(null, Buffer.alloc(0), fixed).toString('hex'));

const secret = crypto.createSecretKey(Buffer.from('0123456789abcdef'));
console.log(secret.type, secret.symmetricKeySize, secret.export().toString(), JSON.stringify(secret.export({ format: 'jwk' })), secret.equals(crypto.createSecretKey('0123456789abcdef', 'utf8')));
console.log(crypto.createHmac('sha1', secret).update('x').digest('hex'), crypto.generateKeySync('hmac', { length: 64 }).symmetricKeySize);
report('pkcs1', () => crypto.createPrivateKey(rsa.privateKey.export({ type: 'pkcs1', format: 'pem' })).equals(rsa.privateKey));
report('sec1', () => crypto.createPrivateKey(pairs['ec p256'].privateKey.export({ type: 'sec1', format: 'pem' })).equals(pairs['ec p256'].privateKey));
report('no key', () => crypto.createPrivateKey('nothing'));
report('no public key', () => crypto.createPublicKey(Buffer.from('nothing')));
report('public as private', () => crypto.createPrivateKey(rsa.publicKey.export({ type: 'spki', format: 'pem' })));
report('unknown digest', () => crypto.createSign('none'));
report('unknown curve', () => crypto.generateKeyPairSync('ec', { namedCurve: 'none' }));
report('secret to verify', () => crypto.verify('sha256', data, secret, data));
crypto.generateKeyPair('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'der' } }, (error, publicKey, privateKey) => {
  console.log(error, publicKey.split('\n')[0], Buffer.isBuffer(privateKey));
  crypto.sign('sha256', data, rsa.privateKey, (error, signature) => {
    console.log(error, signature.length);
    crypto.verify('sha256', data, rsa.publicKey, signature, (error, answer) => console.log(error, answer));
  });
});
