// Shared secrets (ECDH, Diffie-Hellman, X25519) and RSA encryption: results, and the errors of what cannot be. Keys encrypted with passphrases.
const crypto = require('crypto');

process.noDeprecation = true; // of ECDH's setPublicKey

const bytes = (length, value = 1) => Buffer.alloc(length, value);

function attempt(label, action) {
  try {
    const result = action();
    console.log(label, Buffer.isBuffer(result) ? result.toString('hex') : result);
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

console.log('ECDH');
for (const curve of ['prime256v1', 'secp384r1', 'secp521r1', 'secp256k1', 'secp224r1']) {
  const mine = crypto.createECDH(curve);
  mine.setPrivateKey(bytes(20, 1));
  const theirs = crypto.createECDH(curve);
  theirs.setPrivateKey(bytes(20, 2));
  for (const form of ['compressed', 'uncompressed', 'hybrid'])
    console.log(curve, form, mine.getPublicKey('hex', form), crypto.ECDH.convertKey(theirs.getPublicKey(), curve, undefined, 'hex', form) === theirs.getPublicKey('hex', form));
  console.log(mine.getPrivateKey('hex'), mine.computeSecret(theirs.getPublicKey(null, 'hybrid'), null, 'hex'), theirs.computeSecret(mine.getPublicKey(null, 'compressed'), null, 'hex'));
  const fresh = crypto.createECDH(curve);
  fresh.generateKeys();
  console.log(fresh.computeSecret(mine.getPublicKey()).equals(mine.computeSecret(fresh.getPublicKey())), fresh.getPublicKey().length);
}
const curve = () => crypto.createECDH('prime256v1');
const ready = () => { const made = curve(); made.generateKeys(); return made; };
for (const [label, action] of Object.entries({
  'unknown': () => crypto.createECDH('nonsense'),
  'no public key': () => curve().getPublicKey(),
  'no private key': () => curve().getPrivateKey(),
  'private empty': () => curve().setPrivateKey(bytes(0)),
  'private zero': () => curve().setPrivateKey(bytes(32, 0)),
  'private big': () => curve().setPrivateKey(bytes(32, 255)),
  'private long': () => curve().setPrivateKey(bytes(33)),
  'public bad': () => curve().setPublicKey(bytes(65)),
  'none to compute with': () => curve().computeSecret(ready().getPublicKey()),
  'bad to compute with': () => ready().computeSecret(bytes(65)),
  'empty to compute with': () => ready().computeSecret(bytes(0)),
  'infinity': () => ready().computeSecret(Buffer.from([0])),
  'other public key': () => { const made = ready(); made.setPublicKey(ready().getPublicKey()); made.computeSecret(ready().getPublicKey()); },
  'convert bad': () => crypto.ECDH.convertKey(bytes(65), 'prime256v1'),
  'convert unknown': () => crypto.ECDH.convertKey(bytes(65), 'nonsense'),
  'convert empty': () => crypto.ECDH.convertKey(bytes(0), 'prime256v1'),
}))
  attempt(label, action);

console.log('Diffie-Hellman');
for (const name of ['modp1', 'modp2', 'modp5', 'modp14', 'modp15', 'modp16', 'modp17', 'modp18']) {
  const group = crypto.getDiffieHellman(name);
  console.log(name, crypto.createHash('sha1').update(group.getPrime()).digest('hex'), group.getGenerator('hex'), group.verifyError);
}
{
  const group = crypto.getDiffieHellman('modp5');
  const mine = crypto.createDiffieHellman(group.getPrime(), group.getGenerator());
  mine.setPrivateKey(bytes(20, 3));
  mine.generateKeys();
  console.log(mine.verifyError, mine.getPrivateKey('hex'), crypto.createHash('sha1').update(mine.getPublicKey()).digest('hex'));
  group.generateKeys();
  console.log(group.computeSecret(mine.getPublicKey()).equals(mine.computeSecret(group.getPublicKey())), group.getPrivateKey().length);
  const five = crypto.createDiffieHellman(group.getPrime(), 5);
  five.setPrivateKey(bytes(10, 9));
  console.log(five.verifyError, crypto.createHash('sha1').update(five.generateKeys()).digest('hex'));
}
const modp = () => crypto.getDiffieHellman('modp14');
const modpReady = () => { const made = modp(); made.generateKeys(); return made; };
for (const [label, action] of Object.entries({
  'generator 1': () => crypto.createDiffieHellman(512, 1),
  'generator -1': () => crypto.createDiffieHellman(512, -1),
  'generator bytes 0': () => crypto.createDiffieHellman(bytes(64), bytes(1, 0)),
  'generator bytes 1': () => crypto.createDiffieHellman(bytes(64), bytes(1)),
  'generator empty': () => crypto.createDiffieHellman(bytes(64), bytes(0)),
  'generator bytes for a length': () => crypto.createDiffieHellman(512, bytes(1, 2)),
  'tiny': () => crypto.createDiffieHellman(1),
  'negative': () => crypto.createDiffieHellman(-1),
  'short': () => crypto.createDiffieHellman(16),
  'long': () => crypto.createDiffieHellman(20000),
  'no prime': () => crypto.createDiffieHellman(bytes(64)).verifyError,
  'no number': () => crypto.createDiffieHellman(bytes(0)).verifyError,
  'huge': () => crypto.createDiffieHellman(bytes(2000, 255)).verifyError,
  'unknown group': () => crypto.getDiffieHellman('nonsense'),
  'no public key yet': () => modp().getPublicKey(),
  'no private key yet': () => modp().getPrivateKey(),
  'none to compute': () => modp().computeSecret(bytes(5)),
  'too small': () => modpReady().computeSecret(bytes(1)),
  'empty': () => modpReady().computeSecret(bytes(0)),
  'too large': () => modpReady().computeSecret(bytes(256, 255)),
  'the prime': () => modpReady().computeSecret(modp().getPrime()),
  'secret': () => modpReady().computeSecret(bytes(1, 2)).length,
}))
  attempt(label, action);

console.log('key objects');
const pair = (type, options) => crypto.generateKeyPairSync(type, options);
for (const [type, options] of [['x25519'], ['x448'], ['ec', { namedCurve: 'P-256' }], ['ec', { namedCurve: 'secp521r1' }], ['dh', { group: 'modp14' }], ['dh', { prime: modp().getPrime() }]]) {
  const [mine, theirs] = [pair(type, options), pair(type, options)];
  const secret = crypto.diffieHellman({ privateKey: mine.privateKey, publicKey: theirs.publicKey });
  console.log(type, mine.privateKey.asymmetricKeyType, secret.length, secret.equals(crypto.diffieHellman({ privateKey: theirs.privateKey, publicKey: mine.publicKey })));
  const again = crypto.createPublicKey({ key: mine.publicKey.export({ type: 'spki', format: 'der' }), type: 'spki', format: 'der' });
  console.log(again.equals(mine.publicKey), again.asymmetricKeyType);
}
attempt('curves differ', () => crypto.diffieHellman({ privateKey: pair('ec', { namedCurve: 'P-256' }).privateKey, publicKey: pair('ec', { namedCurve: 'P-384' }).publicKey }));
attempt('groups differ', () => crypto.diffieHellman({ privateKey: pair('dh', { group: 'modp14' }).privateKey, publicKey: pair('dh', { group: 'modp15' }).publicKey }));
attempt('point of small order', () => crypto.diffieHellman({
  privateKey: pair('x25519').privateKey, publicKey: crypto.createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: bytes(32, 0).toString('base64url') }, format: 'jwk' }) }));
attempt('unknown group', () => pair('dh', { group: 'nonsense' }));

console.log('RSA');
const privateKey = `-----BEGIN PRIVATE KEY-----
MIICdQIBADANBgkqhkiG9w0BAQEFAASCAl8wggJbAgEAAoGBAJUbkvidTnp899yA
WSc9plYl5SSJ5n97vltn43pnE7hH1ZroQk7cdKypF29FCOA+LoA+rQDa6CoLG6n5
3cmSA+/SjPKTNcZkf0GRj+8CPWyofQHJtA/AfyPLy2rHu9oj+E5g6ogEzJINwuOR
VO6oDo3q39DBkmeEqzANK+qso7dVAgMBAAECgYBX9mpfrD1N2UdHl5gApEfqbnSd
d5S5BEEqH0F9Ri3F+uqyde4YI8nYye//PlScJVK9aTwaUwm/M8pgHf2PGkqjW6L0
GyB8br0FgxwxKj3ME4jg/90q0pxgUrSht6lwpR9j63CMcOIEB7XWmKA1Nu5NAFPT
3IHM7/D5xS62Z0K7yQJBAMX9L8flHkztIr0DAYyfuCLUaTB7J9j/3FMT8UlTdg9s
rN1CcEIwIXGt0xIWrmfi4Td7l53qKG+Plo5/n7fvYHcCQQDAy+K/vJ3EhxZd/PK2
yqZUfovNBxgwjP4jVTjduRrXxe7O3EH4JkDlpdxy9iumec8CVzRAGvlYvYKYvshh
WwWTAkBRz/qThljL/t1w7zIPstw7ADzrPKjNoYSgi8gTvbo2S3jvAQo0P4FCYUqr
2dV9tiHMdHTFW0IUP2g+P/x23CKnAkBMQdjEQhSdIVmFf4F5L5qunQcq53135qy2
yQSfHpIxeobEp3YocukEbKBPkHMfe9qXcGqoWIL7yKmZRQz5BQmlAkBd/rhYBj6M
MKDtCVz5o+TunB8xQluXFAY6BFLfZfsUVdwNphErIzsqO/j+GIesuGThNLPO83ET
arGD+fkxN1TC
-----END PRIVATE KEY-----`;
const publicKey = crypto.createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
const { RSA_PKCS1_PADDING, RSA_NO_PADDING, RSA_PKCS1_OAEP_PADDING } = crypto.constants;
for (const options of [{}, { padding: RSA_PKCS1_PADDING }, { oaepHash: 'sha256' }, { oaepHash: 'sha256', oaepLabel: bytes(4) }, { oaepHash: 'sha1', oaepLabel: bytes(0) }]) {
  const sealed = crypto.publicEncrypt({ key: publicKey, ...options }, Buffer.from('message'));
  console.log(JSON.stringify(options), sealed.length, crypto.privateDecrypt({ key: privateKey, ...options }, sealed).toString());
}
console.log(crypto.privateEncrypt(privateKey, Buffer.from('signed')).toString('hex'));
console.log(crypto.publicDecrypt(publicKey, crypto.privateEncrypt(privateKey, Buffer.from('signed'))).toString());
console.log(crypto.publicEncrypt({ key: publicKey, padding: RSA_NO_PADDING }, bytes(128)).toString('hex'));
console.log(crypto.privateDecrypt({ key: privateKey, padding: RSA_NO_PADDING }, bytes(128, 2)).toString('hex'));
for (const value of [1, 2, 3])
  attempt('padding that is none', () => crypto.privateDecrypt({ key: privateKey, padding: RSA_PKCS1_PADDING }, bytes(128, value)));
attempt('padding that is none, short', () => crypto.privateDecrypt({ key: privateKey, padding: RSA_PKCS1_PADDING }, bytes(5)));
for (const [label, action] of Object.entries({
  'too long': () => crypto.publicEncrypt(publicKey, bytes(300)),
  'too long for PKCS#1': () => crypto.publicEncrypt({ key: publicKey, padding: RSA_PKCS1_PADDING }, bytes(118)),
  'too short without padding': () => crypto.publicEncrypt({ key: publicKey, padding: RSA_NO_PADDING }, bytes(3)),
  'too big without padding': () => crypto.publicEncrypt({ key: publicKey, padding: RSA_NO_PADDING }, bytes(128, 255)),
  'unknown padding': () => crypto.publicEncrypt({ key: publicKey, padding: 77 }, bytes(3)),
  'no OAEP': () => crypto.privateDecrypt(privateKey, bytes(128)),
  'no OAEP, long': () => crypto.privateDecrypt(privateKey, bytes(129)),
  'no OAEP, big': () => crypto.privateDecrypt(privateKey, bytes(128, 255)),
  'hash': () => crypto.publicEncrypt({ key: publicKey, oaepHash: 'nonsense' }, bytes(3)),
  'OAEP backwards': () => crypto.privateEncrypt({ key: privateKey, padding: RSA_PKCS1_OAEP_PADDING }, bytes(3)),
  'no signature': () => crypto.publicDecrypt(publicKey, bytes(128)),
  'long signature': () => crypto.privateEncrypt(privateKey, bytes(118)),
  'another label': () => crypto.privateDecrypt({ key: privateKey, oaepLabel: bytes(3) }, crypto.publicEncrypt({ key: publicKey, oaepLabel: bytes(4) }, bytes(3))),
  'another key': () => crypto.publicEncrypt(pair('ec', { namedCurve: 'P-256' }).publicKey, bytes(3)),
}))
  attempt(label, action);

console.log('passphrases');
const elliptic = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBJiL6S2IH1f8g4Wa
roID5epl1PkJ7n3CGsSFzGwnoS2hRANCAAQLFOHcRats1Ia0wH9E7GY9R/4TiilY
Lmdm1OCV+xWjlbd+VgX16bFq0hFcfz4mblnsUWuj38s4arb5ntpztpwK
-----END PRIVATE KEY-----`;
for (const key of [privateKey, elliptic].map((pem) => crypto.createPrivateKey(pem))) {
  for (const type of ['pkcs8', key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1']) {
    for (const cipher of ['aes-128-cbc', 'aes-256-cbc', 'des-ede3-cbc']) {
      for (const format of type === 'pkcs8' ? ['pem', 'der'] : ['pem']) {
        const sealed = key.export({ type, format, cipher, passphrase: 'sécret' });
        console.log(type, cipher, format, format === 'pem' ? sealed.split('\n').slice(0, 3).map((line) => line.replace(/[0-9A-F]{16,}/, 'IV').slice(0, 40))[0] : sealed.subarray(0, 2).toString('hex'));
        const input = { key: sealed, format, type };
        console.log(crypto.createPrivateKey({ ...input, passphrase: 'sécret' }).equals(key));
        // Which error, is chance: one wrong passphrase of 256 leaves something that looks like padding.
        try {
          crypto.createPrivateKey({ ...input, passphrase: 'another' });
        } catch (error) {
          console.log('wrong', error.name, error.code.startsWith('ERR_OSSL_'));
        }
        attempt('none', () => crypto.createPrivateKey(input));
      }
    }
  }
  attempt('unknown cipher', () => key.export({ type: 'pkcs8', format: 'pem', cipher: 'nonsense', passphrase: 'x' }));
  attempt('other mode', () => key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-gcm', passphrase: 'x' }));
}
const made = pair('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-192-cbc', passphrase: 'x' } });
console.log(made.privateKey.split('\n')[0], crypto.createPublicKey({ key: made.privateKey, passphrase: 'x' }).export({ type: 'spki', format: 'pem' }) === made.publicKey);
