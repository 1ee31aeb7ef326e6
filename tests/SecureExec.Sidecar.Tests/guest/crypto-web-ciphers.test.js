// Web Crypto's ciphers, key wrapping, and keys that it makes.
const crypto = require('crypto');

const bytes = (length, seed = 1) => Buffer.from(Array.from({ length }, (_, i) => (i * 7 + seed * 31) & 255));

(async () => {
  const { subtle } = crypto.webcrypto;
  const usages = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];
  for (const [name, parameters] of [
    ['AES-CBC', { iv: bytes(16) }], ['AES-CTR', { counter: bytes(16), length: 64 }], ['AES-CTR', { counter: Buffer.alloc(16, 255), length: 5 }],
    ['AES-GCM', { iv: bytes(12) }], ['AES-GCM', { iv: bytes(13), additionalData: bytes(20), tagLength: 96 }], ['AES-GCM', { iv: bytes(12), tagLength: 32 }],
  ]) {
    for (const length of [16, 24, 32]) {
      const key = await subtle.importKey('raw', bytes(length), name, false, usages);
      const sealed = await subtle.encrypt({ name, ...parameters }, key, bytes(70));
      console.log(name, length, Buffer.from(sealed).toString('hex'));
      console.log(Buffer.from(await subtle.decrypt({ name, ...parameters }, key, sealed)).equals(bytes(70)));
      if (name === 'AES-GCM')
        await subtle.decrypt({ name, ...parameters }, key, bytes(70)).catch((error) => console.log(error.name, error.message));
    }
  }
  const wrapper = await subtle.importKey('raw', bytes(32), 'AES-KW', false, ['wrapKey', 'unwrapKey']);
  const secret = await subtle.importKey('raw', bytes(16, 9), 'AES-GCM', true, usages);
  const wrapped = await subtle.wrapKey('raw', secret, wrapper, 'AES-KW');
  console.log(Buffer.from(wrapped).toString('hex'));
  const unwrapped = await subtle.unwrapKey('raw', wrapped, wrapper, 'AES-KW', 'AES-GCM', true, ['encrypt']);
  console.log(Buffer.from(await subtle.exportKey('raw', unwrapped)).equals(bytes(16, 9)), unwrapped.usages);
  const made = await subtle.generateKey({ name: 'AES-GCM', length: 192 }, true, ['encrypt', 'decrypt']);
  console.log(made.type, made.extractable, made.algorithm, made.usages, (await subtle.exportKey('raw', made)).byteLength);

  const oaep = { name: 'RSA-OAEP', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  for (const [algorithm, keyUsages] of [
    [oaep, ['encrypt', 'decrypt']],
    [{ name: 'ECDH', namedCurve: 'P-256' }, ['deriveBits', 'deriveKey']],
    [{ name: 'ECDSA', namedCurve: 'P-384' }, ['sign', 'verify']],
    ['Ed25519', ['sign', 'verify']],
    ['X25519', ['deriveBits']],
  ]) {
    const { publicKey, privateKey } = await subtle.generateKey(algorithm, false, keyUsages);
    console.log(publicKey.type, publicKey.extractable, publicKey.algorithm, publicKey.usages);
    console.log(privateKey.type, privateKey.extractable, privateKey.algorithm, privateKey.usages);
    const { name } = publicKey.algorithm;
    if (name === 'RSA-OAEP') {
      const label = bytes(5);
      const sealed = await subtle.encrypt({ name, label }, publicKey, bytes(30));
      console.log(sealed.byteLength, Buffer.from(await subtle.decrypt({ name, label }, privateKey, sealed)).equals(bytes(30)));
      await subtle.decrypt({ name }, privateKey, sealed).catch((error) => console.log(error.name));
    } else if (name === 'ECDH' || name === 'X25519') {
      const other = await subtle.generateKey(algorithm, false, keyUsages);
      const [mine, theirs] = await Promise.all([
        subtle.deriveBits({ name, public: other.publicKey }, privateKey, 256), subtle.deriveBits({ name, public: publicKey }, other.privateKey, 256)]);
      console.log(mine.byteLength, Buffer.from(mine).equals(Buffer.from(theirs)));
    } else {
      const signature = await subtle.sign({ name, hash: 'SHA-384' }, privateKey, bytes(10));
      console.log(await subtle.verify({ name, hash: 'SHA-384' }, publicKey, signature, bytes(10)));
    }
  }
  const hmac = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
  console.log(hmac.algorithm, hmac.usages, (await subtle.exportKey('raw', hmac)).byteLength);
})();
