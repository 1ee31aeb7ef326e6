'use strict';
// Symmetric ciphers: known keys in, the same bytes out as from real Node, piece by piece; what is refused and when.
const crypto = require('node:crypto');

function report(label, act) {
  try {
    console.log(label, act());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}
const bytes = (length, seed) => Buffer.from(Array.from({ length }, (_, i) => (i * 31 + seed) & 255));
const plain = 'The quick brown fox jumps over the lazy dog';
for (const name of ['aes-128-ecb', 'aes-128-cbc', 'aes-192-cbc', 'AES-256-CBC', 'aes256', 'aes-128-ctr', 'aes-256-ctr', 'aes-128-gcm', 'aes-256-gcm', 'chacha20-poly1305']) {
  const kind = crypto.getCipherInfo(name);
  const [key, iv] = [bytes(kind.keyLength, 1), kind.ivLength ? bytes(kind.ivLength, 7) : null];
  const isAuthenticated = kind.mode === 'gcm' || kind.mode === undefined;
  const options = isAuthenticated ? { authTagLength: 16 } : {};
  const cipher = crypto.createCipheriv(name, key, iv, options);
  if (isAuthenticated) cipher.setAAD(Buffer.from('associated'));
  const parts = [cipher.update(plain.slice(0, 5), 'utf8', 'hex'), cipher.update(Buffer.from(plain.slice(5, 30)), null, 'hex'), cipher.update(plain.slice(30), 'latin1', 'hex'), cipher.final('hex')];
  const tag = isAuthenticated ? cipher.getAuthTag() : undefined;
  console.log(name, JSON.stringify(kind), parts, tag?.toString('hex'));
  const decipher = () => {
    const made = crypto.createDecipheriv(name, key, iv, options);
    if (isAuthenticated) made.setAAD(Buffer.from('associated')).setAuthTag(tag);
    return made;
  };
  const undo = decipher();
  console.log([undo.update(parts.join('').slice(0, 20), 'hex', 'utf8'), undo.update(parts.join('').slice(20), 'hex', 'utf8'), undo.final('utf8')]);
  report('cut', () => { const made = decipher(); made.update(parts.join('').slice(0, -2), 'hex'); return made.final('utf8').length; });
  report('changed', () => { const made = decipher(); const text = made.update(`${parts.join('').slice(0, -2)}00`, 'hex', 'hex'); return text.length + made.final('hex').length; });
  report('finished twice', () => { const made = decipher(); made.update(parts.join(''), 'hex'); made.final(); return made.final(); });
  report('update after the end', () => { const made = crypto.createCipheriv(name, key, iv, options); made.final(); return made.update('x'); });
  report('short key', () => crypto.createCipheriv(name, key.subarray(1), iv, options));
  report('no vector', () => crypto.createCipheriv(name, key, null, options) && 'taken');
  report('no padding', () => crypto.createCipheriv(name, key, iv, options).setAutoPadding(false).update('0123456789abcdef', 'utf8', 'hex'));
  report('no tag', () => crypto.createCipheriv(name, key, iv, options).getAuthTag());
}
const key = bytes(16, 3);
for (const authTagLength of [4, 8, 12, 15, 5, 17]) report(`tag of ${authTagLength}`, () => { const made = crypto.createCipheriv('aes-128-gcm', key, bytes(12, 5), { authTagLength }); made.update('x'); made.final(); return made.getAuthTag().toString('hex'); });
report('long vector', () => crypto.createCipheriv('aes-128-gcm', key, bytes(20, 5)).update('x', 'utf8', 'hex'));
report('tag of wrong length', () => crypto.createDecipheriv('aes-128-gcm', key, bytes(12, 5)).setAuthTag(Buffer.alloc(3)));
report('unknown', () => crypto.createCipheriv('none', key, key));
report('info', () => [crypto.getCipherInfo('none'), crypto.getCipherInfo('aes-128-cbc', { keyLength: 12 }), crypto.getCipherInfo(419)?.name]);
const stream = crypto.createCipheriv('aes-128-cbc', key, key);
stream.setEncoding('hex');
stream.on('data', (part) => console.log('stream', part)).on('end', () => console.log('end'));
stream.end('piped');
