// What the engine asks of the library around the guest's program.
// Parameters: process, require, internalBinding, primordials, native.
'use strict';

const {
  ArrayPrototypeJoin, Date, DatePrototypeGetTimezoneOffset, Error, JSONParse, JSONStringify, ObjectDefineProperty, ObjectGetOwnPropertyNames, ObjectGetPrototypeOf,
  ObjectKeys, ObjectPrototype, ReflectApply, SafeSet, String, StringPrototypeIncludes, StringPrototypeSplit, StringPrototypeStartsWith, TypeError, globalThis,
} = primordials;
const { exitCodes: { kNoFailure, kUnsettledTopLevelAwait } } = internalBinding('errors');
const { isNativeError } = internalBinding('types');
const {
  constants: { kExitCode, kHasExitCode, kExiting, kPending },
  getPromiseDetails,
  privateSymbols: { exit_info_private_symbol, entry_point_promise_private_symbol, arrow_message_private_symbol, decorated_private_symbol },
} = internalBinding('util');
const fields = process[exit_info_private_symbol];

/** The event loop has nothing left. */
function emitBeforeExit() {
  process.emit('beforeExit', fields[kHasExitCode] ? fields[kExitCode] : kNoFailure);
}

/** The process ends; gives its exit code. A main module that still awaits is an end of its own kind. */
function emitExit() {
  const main = globalThis[entry_point_promise_private_symbol];
  const unsettled = main !== undefined && getPromiseDetails(main)[0] === kPending;
  if (unsettled && !fields[kHasExitCode]) process.exitCode = kUnsettledTopLevelAwait;
  const code = () => (fields[kHasExitCode] ? fields[kExitCode] : kNoFailure);
  fields[kExiting] = 1;
  process.emit('exit', code());
  if (unsettled && code() === kUnsettledTopLevelAwait) {
    native.writeError(`Warning: Detected unsettled top-level await at ${native.unsettledAwait()}\n\n\n`);
  }
  return code();
}

/** Prints an uncaught error as Node does and gives what the host wants to know of it. */
function reportFatal(error) {
  const facts = { __proto__: null, name: 'Error', message: '', stack: undefined, code: undefined };
  const isObject = error !== null && (typeof error === 'object' || typeof error === 'function');
  let shown = '';
  let arrow;
  let decorated = false;
  try {
    const { inspect } = require('internal/util/inspect');
    if (isNativeError(error)) {
      const { fatalExceptionStackEnhancers } = require('internal/errors');
      arrow = error[arrow_message_private_symbol];
      decorated = error[decorated_private_symbol];
      const { stack } = error;
      shown = typeof stack === 'string' && stack.length > 0 ? fatalExceptionStackEnhancers.afterInspector(error) : inspect(error);
      facts.stack = text(stack);
    } else if (isObject) {
      arrow = error[arrow_message_private_symbol];
      shown = inspect(error);
    } else if (typeof error !== 'symbol') {
      shown = String(error);
    }
    facts.name = (isObject ? text(error.name) : undefined) ?? 'Error';
    facts.message = (isObject ? text(error.message) : undefined) ?? shown;
    facts.code = isObject ? text(error.code) : undefined;
  } catch {
    // A hostile getter or proxy: what was read before it must do.
  }
  if (isNativeError(error)) {
    native.writeError(typeof arrow === 'string' && !decorated ? `${arrow}\n${shown}\n` : `${shown}\n`);
  } else {
    const place = isObject ? (typeof arrow === 'string' ? arrow : '') : native.thrownAt() ?? '';
    native.writeError(`\n${place}${shown}\n`);
    if (!isObject) native.writeError('(Use `node --trace-uncaught ...` to show where the exception was thrown)\n');
  }
  native.writeError(`\nNode.js ${process.version}\n`);
  return facts;
}

function text(value) {
  return value === undefined || value === null || typeof value === 'object' || typeof value === 'function' ? undefined : String(value);
}

/** Refuses built-in modules that the host does not allow, wherever they are asked for: all public loaders come by here. */
function restrictBuiltins(names) {
  const allowed = new SafeSet(names);
  const { BuiltinModule } = require('internal/bootstrap/realm');
  const { codes: { ERR_ACCESS_DENIED } } = require('internal/errors');
  const isAllowed = (id) => allowed.has(id) || allowed.has(StringPrototypeSplit(id, '/', 1)[0]);
  const check = (id) => {
    if (!isAllowed(id)) throw new ERR_ACCESS_DENIED(`The built-in module ${id} is not allowed`, 'Builtin', id);
  };
  const { compileForPublicLoader } = BuiltinModule.prototype;
  BuiltinModule.prototype.compileForPublicLoader = function() {
    check(this.id);
    return ReflectApply(compileForPublicLoader, this, []);
  };
  const { getBuiltinModule } = process;
  process.getBuiltinModule = (id) => {
    const known = typeof id === 'string' ? BuiltinModule.normalizeRequirableId(id) : undefined;
    if (known !== undefined) check(known);
    return getBuiltinModule(id);
  };
  // The globals of `node -e` that stand for modules.
  const helpers = require('internal/modules/helpers');
  const { addBuiltinLibsToObject } = helpers;
  const { Module } = require('internal/modules/cjs/loader');
  helpers.addBuiltinLibsToObject = (object, objectName) => {
    const before = new SafeSet(ObjectGetOwnPropertyNames(object));
    addBuiltinLibsToObject(object, objectName);
    for (const id of Module.builtinModules) {
      if (!isAllowed(id) && !before.has(id)) delete object[id];
    }
  };
  for (const name of ['binding', '_linkedBinding', 'dlopen']) {
    process[name] = () => { throw new ERR_ACCESS_DENIED(`process.${name} is not allowed`, 'Builtin', name); };
  }
}

/**
 * Lets the loaders resolve nothing but paths (`relative`), or nothing at all (`none`); built-in modules are restrictBuiltins' part. What is
 * refused fails as what does not exist. A main module is named by the host and is resolved, once.
 */
function restrictResolution(mode, hasMain) {
  const reason = `blocked by moduleResolution ${mode}`;
  const { BuiltinModule } = require('internal/bootstrap/realm');
  const { Module } = require('internal/modules/cjs/loader');
  const { getOrInitializeCascadedLoader } = require('internal/modules/esm/loader');
  const utils = require('internal/modules/esm/utils');
  const { codes: { ERR_MODULE_NOT_FOUND } } = require('internal/errors');
  const { fileURLToPath } = require('internal/url');
  const { getRequireStack, hasStartedUserCJSExecution } = require('internal/modules/helpers');
  const startsWith = (text, ...starts) => {
    for (let i = 0; i < starts.length; i++) {
      if (StringPrototypeStartsWith(text, starts[i])) return true;
    }
    return false;
  };
  const isPath = (specifier) => specifier === '.' || specifier === '..' || startsWith(specifier, '/', './', '../');
  const isBuiltin = (specifier) => startsWith(specifier, 'node:') || BuiltinModule.normalizeRequirableId(specifier) !== undefined;
  let mainLoads = hasMain;
  let mainResolves = hasMain;
  let main;

  const checkImport = (parentURL, request) => {
    // Also when it has turned out that it is no CommonJS.
    if (parentURL === undefined && mainResolves && !hasStartedUserCJSExecution()) {
      mainResolves = false;
      return;
    }
    const specifier = `${request.specifier}`;
    const path = isPath(specifier) || startsWith(specifier, 'file:');
    if ((path && mode === 'relative') || isBuiltin(specifier)) return;
    const base = startsWith(parentURL ?? '', 'file:') ? fileURLToPath(parentURL) : parentURL;
    const error = new ERR_MODULE_NOT_FOUND(specifier, `${base}: ${reason}`, path || StringPrototypeIncludes(specifier, ':') ? specifier : undefined);
    delete error.url; // import.meta.resolve would give it
    throw error;
  };
  const checkRequire = (request, parent) => {
    if (typeof request !== 'string' || (isPath(request) && mode === 'relative') || isBuiltin(request)) return;
    const requireStack = getRequireStack(parent);
    const stack = requireStack.length > 0 ? `\nRequire stack:\n- ${ArrayPrototypeJoin(requireStack, '\n- ')}` : '';
    const error = new Error(`Cannot find module '${request}': ${reason}${stack}`);
    define(error, 'code', 'MODULE_NOT_FOUND', true);
    define(error, 'requireStack', requireStack, true);
    throw error;
  };

  const { initializeESM } = utils;
  // There can be no loader before, and no import.
  utils.initializeESM = (spawnsWorker) => {
    initializeESM(spawnsWorker);
    guard(ObjectGetPrototypeOf(getOrInitializeCascadedLoader()), 'resolveSync', checkImport);
  };
  guard(Module, '_load', (request, parent, isMain) => {
    if (!isMain || !mainLoads) return checkRequire(request, parent);
    mainLoads = false;
    main = request;
  });
  guard(Module, '_resolveFilename', (request, parent, isMain) => {
    if (!isMain || request !== main) checkRequire(request, parent);
  });
}

/** Runs a check before a method, whatever a program puts in the method's place later. */
function guard(owner, name, check) {
  const guarded = (method) => (typeof method !== 'function' ? method : function(...args) {
    ReflectApply(check, undefined, args);
    return ReflectApply(method, this, args);
  });
  let current = guarded(owner[name]);
  ObjectDefineProperty(owner, name, {
    __proto__: null, enumerable: true, configurable: false, get: () => current, set(method) { current = guarded(method); },
  });
}

const kNeutralGlobals = ['console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask'];
const kBrowserGlobals = [
  ...kNeutralGlobals, 'AbortController', 'AbortSignal', 'Blob', 'BroadcastChannel', 'ByteLengthQueuingStrategy', 'CloseEvent', 'CompressionStream',
  'CountQueuingStrategy', 'Crypto', 'CryptoKey', 'CustomEvent', 'DOMException', 'DecompressionStream', 'ErrorEvent', 'Event', 'EventSource', 'EventTarget',
  'File', 'FormData', 'Headers', 'MessageChannel', 'MessageEvent', 'MessagePort', 'Navigator', 'Performance', 'PerformanceEntry', 'PerformanceMark',
  'PerformanceMeasure', 'PerformanceObserver', 'PerformanceObserverEntryList', 'PerformanceResourceTiming', 'ReadableByteStreamController',
  'ReadableStream', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest', 'ReadableStreamDefaultController', 'ReadableStreamDefaultReader', 'Request',
  'Response', 'SubtleCrypto', 'TextDecoder', 'TextDecoderStream', 'TextEncoder', 'TextEncoderStream', 'TransformStream',
  'TransformStreamDefaultController', 'URL', 'URLPattern', 'URLSearchParams', 'WebSocket', 'WritableStream', 'WritableStreamDefaultController',
  'WritableStreamDefaultWriter', 'atob', 'btoa', 'crypto', 'fetch', 'navigator', 'performance', 'structuredClone',
];
const kOwnGlobals = ['__return', '__inputs'];

/** Takes away the globals that the platform has not. What the language itself has is asked of a fresh context. */
function restrictGlobals(names, own) {
  const { runInNewContext } = require('vm');
  const kept = new SafeSet(runInNewContext('Object.getOwnPropertyNames(globalThis)'));
  kept.delete('console'); // V8's own, which prints nowhere
  for (const name of [...names, ...kOwnGlobals, ...own]) kept.add(name);
  for (const name of ObjectGetOwnPropertyNames(globalThis)) {
    if (!kept.has(name)) delete globalThis[name];
  }
}

/** Gives the program what the host passed in, and the way to pass a value out; takes away what the host does not allow, but not `toolGlobals`. */
function prepareProgram(inputs, wantsValue, hasMain, toolGlobals = []) {
  const builtins = native.allowedBuiltins();
  if (builtins !== undefined) restrictBuiltins(builtins);
  const resolution = native.moduleResolution();
  if (resolution !== undefined) restrictResolution(resolution, hasMain);
  const globals = [undefined, kBrowserGlobals, kNeutralGlobals, []][native.platform()];
  if (globals !== undefined) {
    const preExecution = require('internal/process/pre_execution');
    const { markBootstrapComplete } = preExecution;
    // The last thing Node does before the program.
    preExecution.markBootstrapComplete = () => {
      markBootstrapComplete();
      restrictGlobals(globals, inputs === undefined ? toolGlobals : [...toolGlobals, ...ObjectKeys(JSONParse(inputs))]);
    };
  }
  if (inputs !== undefined) {
    const values = JSONParse(inputs);
    for (const key of ObjectKeys(values)) define(globalThis, key, values[key]);
  }
  if (!wantsValue) return;
  define(globalThis, '__return', (value) => {
    const json = JSONStringify(value === undefined ? null : value);
    if (json === undefined) throw new TypeError('__return: a value of this type has no JSON form');
    native.setValue(json);
  });
}

function define(object, name, value, enumerable = false) {
  ObjectDefineProperty(object, name, { __proto__: null, value, writable: true, configurable: true, enumerable });
}

/** How many timers there are, those that keep nothing alive too; counts no further than one more than `limit`. */
function countTimers(limit) {
  const { timerListMap } = require('internal/timers');
  let count = 0;
  try {
    for (const duration in timerListMap) {
      const list = timerListMap[duration];
      // A program can reach the links and tie a knot: then it has as many timers as can be counted.
      for (let timer = list._idlePrev; timer !== list && count <= limit; timer = timer._idlePrev) count++;
    }
  } catch {
    // It can cut a list too; what hangs loose never fires.
  }
  return count;
}

/** `--stack-trace-limit` */
function setStackTraceLimit(limit) {
  Error.stackTraceLimit = limit;
}

/** Makes V8 look at the time zone now. */
function readTimeZone() {
  DatePrototypeGetTimezoneOffset(new Date(0));
}

/** `--disable-proto`, for `Object.prototype` of a context */
function disableProto(mode, prototype = ObjectPrototype) {
  if (mode === 'delete') {
    delete prototype.__proto__;
  } else if (mode === 'throw') {
    const refuse = () => {
      const error = new Error('Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw');
      error.code = 'ERR_PROTO_ACCESS';
      throw error;
    };
    ObjectDefineProperty(prototype, '__proto__', { __proto__: null, get: refuse, set: refuse, enumerable: false, configurable: true });
  }
}

return { countTimers, readTimeZone, setStackTraceLimit, disableProto, emitBeforeExit, emitExit, reportFatal, prepareProgram };
