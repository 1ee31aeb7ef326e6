// What X509Certificate tells of certificates, and what it checks.
import { X509Certificate, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

const read = (name) => readFileSync(new URL(name, import.meta.url));
const [ca, server] = [new X509Certificate(read('ca.pem')), new X509Certificate(read('server.pem'))];
for (const certificate of [ca, server]) {
  for (const name of ['subject', 'subjectAltName', 'issuer', 'infoAccess', 'validFrom', 'validTo', 'fingerprint', 'fingerprint256', 'fingerprint512', 'keyUsage', 'serialNumber', 'signatureAlgorithm', 'signatureAlgorithmOid', 'ca']) {
    console.log(name, certificate[name]);
  }
  console.log(certificate.validFromDate.toISOString(), certificate.raw.length, certificate.publicKey.asymmetricKeyType, certificate.toString().trim() === certificate.toJSON().trim());
  console.log(certificate.toLegacyObject());
}
console.log(server.checkIssued(ca), ca.checkIssued(ca), ca.checkIssued(server), server.verify(ca.publicKey), server.verify(server.publicKey));
for (const host of ['server.example', 'SERVER.example', 'a.server.example', 'a.b.server.example', 'example', 'server.example.org']) console.log(host, server.checkHost(host), server.checkHost(host, { wildcards: false }));
console.log(server.checkIP('127.0.0.1'), server.checkIP('127.0.0.2'), server.checkEmail('a@server.example'), ca.checkHost('Example CA'));
console.log(new X509Certificate(server.raw).fingerprint === server.fingerprint, createPublicKey(read('server.pem')).equals(server.publicKey));
for (const wrong of ['', 'text', Buffer.alloc(10), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) {
  try {
    console.log(new X509Certificate(wrong));
  } catch (error) {
    console.log(error.name, error.code);
  }
}
