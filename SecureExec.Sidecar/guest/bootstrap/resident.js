// A resident process: it stays, and answers calls of the host. A call is the text of an ES module, or of a script in the manner of
// Node's REPL; what belongs to one call (value, output, errors that nobody caught) is told by its async context.
// Parameters: process, require, internalBinding, primordials, native.
'use strict';

const {
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  ArrayPrototypePush,
  Error,
  JSONParse,
  JSONStringify,
  ObjectDefineProperty,
  ObjectKeys,
  PromisePrototypeThen,
  ReflectApply,
  RegExpPrototypeExec,
  SafeMap,
  String,
  StringPrototypeIncludes,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeTrim,
  Symbol,
  TypeError,
  globalThis,
} = primordials;
const { prepareMainThreadExecution, markBootstrapComplete } = require('internal/process/pre_execution');
prepareMainThreadExecution();
markBootstrapComplete();

const { AsyncLocalStorage } = require('async_hooks');
const { Buffer } = require('buffer');
const { getOrInitializeCascadedLoader } = require('internal/modules/esm/loader');
const { ModuleJob } = require('internal/modules/esm/module_job');
const {
  compileSourceTextModule,
  requestTypes: { kImportInImportedESM },
  SourceTextModuleTypes: { kUser },
} = require('internal/modules/esm/utils');
const { addUncaughtExceptionCaptureCallback } = require('internal/process/execution');
const { pathToFileURL } = require('internal/url');
const { isUint8Array } = require('internal/util/types');
const { isNativeError } = internalBinding('types');
const { kEvaluationPhase, kSourcePhase } = internalBinding('module_wrap');

const kNodePlatform = 0;
const kSucceeded = 0;
const kFailed = 1;
const kAbandoned = 2;

const calls = new SafeMap();
const storage = new AsyncLocalStorage();
const { getStore, run } = storage;
const current = () => ReflectApply(getStore, storage, []);
const limit = native.callOutputLimit();
let sequence = 0;
let knownDirectory;
let knownUrl;

/** Starts a call; its end is told by native.callReply, once. */
function begin(id, source, inputs, isScript, typeScript, wantsValue) {
  const call = { __proto__: null, id, done: false, json: undefined, inputs: undefined, wantsValue, text: ['', ''], truncated: 0 };
  calls.set(id, call);
  ReflectApply(run, storage, [call, start, call, source, inputs, isScript, typeScript]);
}

function start(call, source, inputs, isScript, typeScript) {
  const promise = isScript ? runScript(call, source, inputs, typeScript) : runModule(call, source, inputs, typeScript);
  PromisePrototypeThen(promise, (result) => succeed(call, result), (error) => fail(call, error));
}

/** The host waits no longer. What the call has started goes on until it notices. */
function cancel(id) {
  const call = calls.get(id);
  if (call !== undefined) end(call, kAbandoned);
}

function succeed(call, result) {
  if (call.done) return;
  if (call.json === undefined && call.wantsValue && result !== undefined) {
    try {
      call.json = toJson(result.value);
    } catch (error) {
      fail(call, error, 'evaluation_serialization_failed');
      return;
    }
  }
  end(call, kSucceeded);
}

function fail(call, error, code) {
  if (call.done) return;
  const facts = { __proto__: null, name: 'Error', message: '', stack: undefined, code };
  const isObject = error !== null && (typeof error === 'object' || typeof error === 'function');
  try {
    facts.name = (isObject ? text(error.name) : undefined) ?? 'Error';
    facts.message = (isObject ? text(error.message) : undefined) ?? (typeof error === 'symbol' ? '' : String(error));
    facts.stack = isNativeError(error) ? text(error.stack) : undefined;
    facts.code ??= isObject ? text(error.code) : undefined;
  } catch {
    // A hostile getter or proxy: what was read before it must do.
  }
  capture(call, 1, `${facts.stack ?? `${facts.name}: ${facts.message}`}\n`);
  end(call, kFailed, facts);
}

function end(call, outcome, facts) {
  call.done = true;
  calls.delete(call.id);
  native.callReply(call.id, outcome, call.json, facts?.name, facts?.message, facts?.stack, facts?.code, call.text[0], call.text[1], call.truncated);
  call.text = undefined;
}

function text(value) {
  return value === undefined || value === null || typeof value === 'object' || typeof value === 'function' ? undefined : String(value);
}

function toJson(value) {
  const json = JSONStringify(value);
  if (json !== undefined) native.checkValue(json);
  return json;
}

/** The URL of the working directory, where relative imports start; packages are found from there too. */
function directoryUrl() {
  const directory = process.cwd();
  if (directory !== knownDirectory) {
    knownDirectory = directory;
    knownUrl = pathToFileURL(directory === '/' ? '' : directory).href;
    if (knownUrl[knownUrl.length - 1] === '/') knownUrl = StringPrototypeSlice(knownUrl, 0, -1);
  }
  return knownUrl;
}

async function runModule(call, source, inputs, typeScript) {
  const url = `${directoryUrl()}/[call${++sequence}]`;
  if (typeScript) source = stripTypes(source, url);
  if (inputs !== undefined) {
    call.inputs = JSONParse(inputs);
    source = `const {${ArrayPrototypeJoin(ObjectKeys(call.inputs), ',')}} = __inputs();${source}`;
  }
  const wrap = compileSourceTextModule(url, source, kUser);
  // Not through the loader's own eval: that keeps every module for the life of the process.
  const job = new ModuleJob(getOrInitializeCascadedLoader(), url, undefined, wrap, kEvaluationPhase, false, false, kImportInImportedESM);
  await job.run(false);
  return undefined;
}

function stripTypes(source, url) {
  return require('internal/modules/typescript').stripTypeScriptModuleTypes(source, url);
}

let scriptBase;

/** What scripts have around them: the globals of `node -e`. */
function prepareScripts() {
  if (scriptBase !== undefined) return;
  const { Module } = require('internal/modules/cjs/loader');
  const path = require('path');
  require('internal/modules/helpers').addBuiltinLibsToObject(globalThis, '<context>');
  const module = new Module('[context]');
  module.filename = path.join(process.cwd(), '[context]');
  module.paths = Module._nodeModulePaths(process.cwd());
  scriptBase = pathToFileURL(module.filename).href;
  if (native.platform() !== kNodePlatform) return;
  module._compile(
    'globalThis.module = module; globalThis.exports = exports; globalThis.require = require; globalThis.__dirname = __dirname; globalThis.__filename = __filename;',
    '[context]-wrapper');
}

async function runScript(call, source, inputs, typeScript) {
  prepareScripts();
  if (inputs !== undefined) {
    const values = JSONParse(inputs);
    for (const key of ObjectKeys(values)) define(key, values[key]);
  }
  let code = importsAsExpressions(typeScript ? stripTypes(source, `[context${sequence + 1}]`) : source);
  let awaits = false;
  if (StringPrototypeIncludes(code, 'await')) {
    const transformed = topLevelAwait(code);
    if (transformed !== null) {
      code = transformed;
      awaits = true;
    }
  }
  const script = compileScript(code);
  const value = require('internal/vm').runScriptInThisContext(script, false, false);
  // Wrapped, so that a promise that is a value is not waited for.
  return awaits ? { value: (await value)?.value } : { value };
}

function topLevelAwait(code) {
  try {
    return require('internal/repl/await').processTopLevelAwait(code);
  } catch (error) {
    throw error.err ?? error;
  }
}

function compileScript(code) {
  const name = `[context${++sequence}]`;
  const { isObjectLiteral } = require('internal/repl/utils');
  const make = (body) => require('internal/vm').makeContextifyScript(body, name, 0, 0, undefined, false, undefined, Symbol(name), importFromScript);
  if (isObjectLiteral(code)) {
    try {
      return make(`(${StringPrototypeTrim(code)}\n)`);
    } catch {
      // A block after all.
    }
  }
  return make(code);
}

async function importFromScript(specifier, _, attributes, phase) {
  return getOrInitializeCascadedLoader().import(specifier, scriptBase, attributes, phase === 'source' ? kSourcePhase : kEvaluationPhase);
}

/** Import declarations are for modules only: here they become `var` and `await import()`, so that they may also be repeated. */
function importsAsExpressions(code) {
  if (RegExpPrototypeExec(/\bimport\b/, code) === null) return code;
  let tree;
  try {
    tree = require('internal/deps/acorn/acorn/dist/acorn').Parser.parse(code, { __proto__: null, ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true });
  } catch {
    return code; // V8 says better what is wrong with it
  }
  const parts = [];
  let at = 0;
  for (const node of tree.body) {
    if (node.type !== 'ImportDeclaration') continue;
    ArrayPrototypePush(parts, StringPrototypeSlice(code, at, node.start), importExpression(node, code));
    at = node.end;
  }
  ArrayPrototypePush(parts, StringPrototypeSlice(code, at));
  return ArrayPrototypeJoin(parts, '');
}

function importExpression(node, code) {
  const slice = (part) => StringPrototypeSlice(code, part.start, part.end);
  const attributes = node.attributes?.length > 0 ? `, { with: { ${ArrayPrototypeJoin(ArrayPrototypeMap(node.attributes, slice), ', ')} } }` : '';
  const imported = `await import(${slice(node.source)}${attributes})`;
  const names = [];
  let namespace;
  for (const specifier of node.specifiers) {
    if (specifier.type === 'ImportNamespaceSpecifier') namespace = specifier.local.name;
    else if (specifier.type === 'ImportDefaultSpecifier') ArrayPrototypePush(names, `default: ${specifier.local.name}`);
    else ArrayPrototypePush(names, `${slice(specifier.imported)}: ${specifier.local.name}`);
  }
  const pattern = `{ ${ArrayPrototypeJoin(names, ', ')} }`;
  const lines = StringPrototypeRepeat('\n', StringPrototypeSplit(slice(node), '\n').length - 1);
  if (node.specifiers.length === 0) return `${imported};${lines}`;
  if (namespace === undefined) return `var ${pattern} = ${imported};${lines}`;
  return `var ${namespace} = ${imported};${names.length > 0 ? `var ${pattern} = ${namespace};` : ''}${lines}`;
}

function define(name, value) {
  ObjectDefineProperty(globalThis, name, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
}

define('__return', (value) => {
  const call = current();
  if (call === undefined || call.done) throw new Error('__return: no call is under way here');
  const json = toJson(value === undefined ? null : value);
  if (json === undefined) throw new TypeError('__return: a value of this type has no JSON form');
  call.json = json;
});
define('__inputs', () => current()?.inputs);

/** Output of a call's own async context is its own; all other output is the process's. */
function capture(call, index, chunk, encoding) {
  const added = typeof chunk === 'string' && (typeof encoding !== 'string' || encoding === 'utf8' || encoding === 'utf-8') ? chunk : Buffer.from(chunk, encoding).toString();
  const room = limit - call.text[index].length;
  if (added.length > room) call.truncated |= 1 << index;
  call.text[index] += added.length > room ? StringPrototypeSlice(added, 0, room) : added;
}

function captureStream(stream, index) {
  const write = stream.write;
  stream.write = function(chunk, encoding, callback) {
    const call = current();
    if (call === undefined || call.done || (typeof chunk !== 'string' && !isUint8Array(chunk))) return ReflectApply(write, this, arguments);
    capture(call, index, chunk, encoding);
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') process.nextTick(done);
    return true;
  };
}
captureStream(process.stdout, 0);
captureStream(process.stderr, 1);

// An error that nobody caught ends its call, not the process. When its context is lost, the only call under way is to blame; with
// several the process ends, as it does for an error of none.
addUncaughtExceptionCaptureCallback((error) => {
  let call = current();
  if ((call === undefined || call.done) && calls.size === 1) {
    for (const only of calls.values()) call = only;
  }
  if (call === undefined || call.done) return false;
  fail(call, error);
  return true;
});

return { begin, cancel };
