'use strict';
// Preloaded into real Node (`--expose-internals --require`): writes down which capabilities a test's process uses,
// one a line, into the file that SECUREEXEC_NEEDS names. What counts is a call of the native function beneath Node's
// library, not that a module was loaded.
const { emitWarning } = process;
process.emitWarning = () => {}; // The module warns, and leaves two globals behind.
const { internalBinding } = require('internal/test/binding');
process.emitWarning = emitWarning;
delete globalThis.internalBinding;
delete globalThis.primordials;
const { O_APPEND, O_CREAT, O_WRONLY } = require('node:constants');

const file = process.env.SECUREEXEC_NEEDS;
delete process.env.SECUREEXEC_NEEDS;
const { writeFileUtf8 } = internalBinding('fs');
const used = new Set();

function use(capability) {
  if (used.has(capability)) return;
  used.add(capability);
  writeFileUtf8(file, `${capability}\n`, O_WRONLY | O_CREAT | O_APPEND, 0o666);
}

const { defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames, setPrototypeOf } = Object;
const { apply, construct } = Reflect;

/** Replaces a native function by one that records its calls, as a function and with `new`. */
function watch(owner, name, capability) {
  const property = getOwnPropertyDescriptor(owner, name);
  if (typeof property?.value !== 'function' || !property.configurable) return;
  const native = property.value;
  function watched(...args) {
    use(capability);
    return new.target ? construct(native, args, new.target === watched ? native : new.target) : apply(native, this, args);
  }
  for (const key of getOwnPropertyNames(native)) {
    if (key !== 'prototype') defineProperty(watched, key, getOwnPropertyDescriptor(native, key));
  }
  if (native.prototype) watched.prototype = native.prototype;
  setPrototypeOf(watched, Object.getPrototypeOf(native));
  defineProperty(owner, name, { ...property, value: watched });
}

function watchMethods(binding, classes, methods, capability) {
  const target = internalBinding(binding);
  for (const name of classes) {
    for (const method of methods ?? getOwnPropertyNames(target[name]?.prototype ?? {})) {
      if (method !== 'constructor' && target[name]) watch(target[name].prototype, method, capability);
    }
  }
}

watchMethods('process_wrap', ['Process'], ['spawn'], 'childProcess');
watch(internalBinding('spawn_sync'), 'spawn', 'childProcess');

watchMethods('tcp_wrap', ['TCP'], ['open', 'bind', 'bind6', 'listen', 'connect', 'connect6'], 'sockets');
watchMethods('pipe_wrap', ['Pipe'], ['open', 'bind', 'listen', 'connect'], 'sockets');
watchMethods('udp_wrap', ['UDP'], ['open', 'bind', 'bind6', 'connect', 'connect6', 'send', 'send6'], 'sockets');
watchMethods('cares_wrap', ['ChannelWrap'], null, 'sockets');
for (const name of ['ChannelWrap', 'getaddrinfo', 'getnameinfo']) watch(internalBinding('cares_wrap'), name, 'sockets');
watchMethods('http_parser', ['HTTPParser'], ['initialize'], 'sockets');

watchMethods('zlib', ['Zlib', 'BrotliEncoder', 'BrotliDecoder', 'ZstdCompress', 'ZstdDecompress'], ['init'], 'zlib');
watch(internalBinding('zlib'), 'crc32', 'zlib');

// What Node calls when it merely loads the module, which the tests' own helpers make it do.
const loading = ['getFipsCrypto', 'getPqcKeyTypes', 'getFipsCryptoGeneration', 'getCiphers', 'createNativeKeyObjectClass', 'createCryptoKeyClass', 'createX509CertificateClass'];
for (const name of getOwnPropertyNames(internalBinding('crypto'))) {
  if (!loading.includes(name)) watch(internalBinding('crypto'), name, 'crypto');
}

watchMethods('worker', ['Worker'], ['startThread'], 'workers');
watchMethods('inspector', ['Connection', 'MainThreadConnection'], ['dispatch'], 'inspector');
