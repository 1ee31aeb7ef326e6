// Functions of the host, as the guest sees them: callHostTool, and a frozen global for each collection.
// Parameters: require, primordials, native.
'use strict';

const {
  ArrayPrototypePush, Error, JSONParse, JSONStringify, ObjectDefineProperty, ObjectFreeze, ObjectKeys, Promise, StringPrototypeIndexOf, StringPrototypeSlice,
  SymbolDispose, globalThis,
} = primordials;
const { AbortError, codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateAbortSignal, validateObject, validateString } = require('internal/validators');

/**
 * Calls a function of the host. A failure is an Error with a code: EACCES, ERR_HOST_TOOL_NOT_FOUND, ..._INVALID_INPUT, ..._TOO_LARGE, ..._BUSY,
 * ..._TIMEOUT, ..._FAILED, or what the host's function says.
 * @param {string} name
 * @param {unknown} [input] anything with a JSON form; left out: an empty object
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<unknown>}
 */
async function callHostTool(name, input = {}, options = undefined) {
  validateString(name, 'name');
  let signal;
  if (options !== undefined) {
    validateObject(options, 'options');
    signal = options.signal;
    validateAbortSignal(signal, 'options.signal');
  }
  const json = JSONStringify(input);
  if (json === undefined) throw new ERR_INVALID_ARG_VALUE('input', input, 'has no JSON form');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  return new Promise((resolve, reject) => {
    let listening;
    const id = native.callTool(name, json, (code, text) => {
      listening?.[SymbolDispose]();
      if (code === undefined) resolve(JSONParse(text));
      else reject(toolError(code, text));
    });
    if (signal === undefined) return;
    listening = require('internal/events/abort_listener').addAbortListener(signal, () => {
      native.cancelTool(id);
      reject(new AbortError(undefined, { cause: signal.reason }));
    });
  });
}

function toolError(code, text) {
  const error = new Error(text);
  ObjectDefineProperty(error, 'code', { __proto__: null, value: code, writable: true, configurable: true, enumerable: true });
  return error;
}

function freezeAll(value) {
  if (value === null || typeof value !== 'object') return value;
  for (const key of ObjectKeys(value)) freezeAll(value[key]);
  return ObjectFreeze(value);
}

let facts;
ObjectDefineProperty(callHostTool, 'tools', {
  __proto__: null,
  get() { return facts ??= freezeAll(JSONParse(native.toolFacts())); },
  enumerable: true,
  configurable: false,
});
ObjectFreeze(callHostTool);

const globals = [];
function define(name, value) {
  ObjectDefineProperty(globalThis, name, { __proto__: null, value, writable: false, configurable: false, enumerable: false });
  ArrayPrototypePush(globals, name);
}
define('callHostTool', callHostTool);

const collections = { __proto__: null };
for (const name of native.toolNames()) {
  const slash = StringPrototypeIndexOf(name, '/');
  if (slash < 0) continue;
  const call = async (input, options) => callHostTool(name, input, options);
  const member = StringPrototypeSlice(name, slash + 1);
  ObjectDefineProperty(call, 'name', { __proto__: null, value: member, configurable: true });
  const collection = collections[StringPrototypeSlice(name, 0, slash)] ??= { __proto__: null };
  collection[member] = ObjectFreeze(call);
}
for (const name of ObjectKeys(collections)) define(name, ObjectFreeze(collections[name]));

return globals;
