// Run in the sandbox with --expose-internals; the argument names a file with what node-parts.cjs printed. Tells, as JSON,
// which of Node's modules load, and which native parts refuse.
'use strict';
process.emitWarning = () => {};
const { internalBinding } = require('internal/test/binding');
const { modules, bindings } = JSON.parse(require('node:fs').readFileSync(process.argv[2], 'utf8'));

/** Every absent part throws this error when it is called, and does nothing else. */
function refuses(binding, part) {
  let target;
  try {
    target = internalBinding(binding)[part];
  } catch ({ code }) {
    if (code === 'ERR_INVALID_MODULE') return true;
  }
  if (typeof target !== 'function') return true;
  if (Function.prototype.toString.call(target).includes('[native code]')) return false;
  try {
    target();
    return false;
  } catch (error) {
    return error.code === 'ENOSYS' && error.syscall === `${binding}.${part}`;
  }
}

const facts = { modules: {}, bindings: {} };
for (const [name, parts] of Object.entries(bindings)) {
  facts.bindings[name] = { parts: parts.length, refused: parts.filter((part) => refuses(name, part)) };
}
for (const [name, parts] of Object.entries(modules)) {
  let error = null;
  try {
    require(`node:${name}`);
  } catch ({ code, message }) {
    const [line] = message.split('\n');
    error = code === undefined || line.startsWith(code) ? line : `${code}: ${line}`;
  }
  facts.modules[name] = { error, refused: parts.filter((part) => facts.bindings[part.split('.')[0]].refused.includes(part.split('.')[1])) };
}
process.stdout.write(`${JSON.stringify(facts)}\n`);
