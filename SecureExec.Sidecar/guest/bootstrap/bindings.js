// internalBinding(name): the facts of the pinned binary's binding, with our native functions laid over them.
// What the binary has and we have not refuses with ENOSYS: an absent part must never look like a working one.
// Parameters: native (define, shape, symbol, privateSymbol).
'use strict';

const { JSON: { parse }, Object: { assign, defineProperty, keys, setPrototypeOf }, Error: PlainError } = globalThis;
const hasOwn = Function.prototype.call.bind(Object.prototype.hasOwnProperty);

function refusal(binding, name) {
  const missing = {
    // A method definition would not be constructable: `new` must give the same error.
    [name]: function() {
      const error = new PlainError(`ENOSYS: function not implemented, ${binding}.${name}`);
      error.errno = -38;
      error.code = 'ENOSYS';
      error.syscall = `${binding}.${name}`;
      throw error;
    },
  }[name];
  return missing;
}

// Node's constants can be neither changed nor deleted; other names can be put beside them.
function lock(constants) {
  for (const key of keys(constants)) {
    if (typeof constants[key] === 'object') lock(constants[key]);
    else defineProperty(constants, key, { __proto__: null, writable: false, configurable: false });
  }
}

function getInternalBinding(name) {
  const text = native.shape(name);
  if (text === undefined && !native.exists(name)) {
    const error = new PlainError(`No such binding: ${name}`);
    error.code = 'ERR_INVALID_MODULE';
    throw error;
  }
  const shape = text === undefined ? { constants: {}, functions: [], classes: [], symbols: [] } : parse(text);
  const target = {};
  for (const key of shape.functions) target[key] = undefined;
  for (const key of shape.classes) target[key] = undefined;
  assign(target, shape.constants);
  for (const path of shape.nulls ?? []) {
    let found = target;
    for (const key of path) found = found[key];
    setPrototypeOf(found, null);
  }
  for (const path of shape.infinities ?? []) {
    let found = target;
    for (const key of path.slice(0, -1)) found = found[key];
    found[path.at(-1)] = Infinity;
  }
  for (const [path, value] of shape.hidden ?? []) {
    let found = target;
    for (const key of path.slice(0, -1)) found = found[key];
    defineProperty(found, path.at(-1), { __proto__: null, value, enumerable: false });
  }
  if (name === 'constants') lock(target);
  if (name === 'http2') lock(target.constants);
  if (name === 'util') {
    target.privateSymbols = {};
    for (const key of shape.symbols) target.privateSymbols[key] = native.privateSymbol(key);
  } else {
    for (const key of shape.symbols) target[key] = native.symbol(key);
  }
  native.define(name, target);
  for (const key of [...shape.functions, ...shape.classes]) {
    if (target[key] === undefined && hasOwn(target, key)) target[key] = refusal(name, key);
  }
  return target;
}

// Node's process object: an instance of a class of that name, whose prototype later inherits EventEmitter's.
const processConstructor = { process: class process {} }.process;
const process = new processConstructor();
defineProperty(process, 'constructor', { __proto__: null, value: processConstructor, configurable: true, enumerable: false, writable: true });
delete process.constructor;

return { getInternalBinding, process };
