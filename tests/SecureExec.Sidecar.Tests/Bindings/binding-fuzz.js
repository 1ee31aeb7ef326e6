'use strict';
// Calls every function and class of every binding with seeded junk, as code that got hold of internalBinding would.
// Whatever it does to its own process is fine; the host must stay alive and no native function may fail on our side.
// Run by BindingFuzzTests with --expose-internals: argv = [seed, calls, JSON of the bindings' names].
const { internalBinding } = require('internal/test/binding');
const vm = require('node:vm');
const fs = require('node:fs');
const { MessageChannel } = require('node:worker_threads');

const { apply, construct, ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { writeSync } = fs;
let state = Number(process.argv[2]) >>> 0;
const calls = Number(process.argv[3]);

function random() {
  state = state + 0x6d2b79f5 >>> 0;
  let t = Math.imul(state ^ state >>> 15, 1 | state);
  t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
  return ((t ^ t >>> 14) >>> 0) / 4294967296;
}
const pick = (list) => list[Math.floor(random() * list.length)];

// By design these end the process, wait, or cut the branch this program sits on.
const skipped = new Set([
  'process_methods.reallyExit', 'process_methods.abort', 'process_methods.causeSegfault', 'process_methods._kill', 'process_methods.kill',
  'process_methods._debugProcess', 'process_methods._debugEnd', 'process_methods.setEmitWarningSync', 'errors.triggerUncaughtException',
  'util.sleep', 'builtins.setInternalLoaders', 'async_wrap.setCallbackTrampoline', 'task_queue.setTickCallback', 'task_queue.runMicrotasks', 'timers.setupTimers',
  'spawn_sync.spawn', 'fs.readFileUtf8', 'fs.read', 'fs.readBuffers', 'report.writeReport',
]);

const targets = [];
for (const name of JSON.parse(process.argv[4])) {
  let binding;
  try {
    binding = internalBinding(name);
  } catch {
    continue;
  }
  for (const key of ownKeys(binding)) {
    const value = binding[key];
    if (typeof value !== 'function' || skipped.has(`${name}.${String(key)}`)) continue;
    targets.push({ f: value, isClass: false });
    for (let proto = value.prototype; proto && proto !== Object.prototype; proto = getPrototypeOf(proto)) {
      for (const member of ownKeys(proto)) {
        const { value: method, get, set } = getOwnPropertyDescriptor(proto, member);
        for (const f of [method, get, set]) if (typeof f === 'function' && member !== 'constructor') targets.push({ f, owner: value });
      }
    }
    if (value.prototype && (ownKeys(value.prototype).length > 1 || /^[A-Z]/.test(String(key)))) targets.push({ f: value, isClass: true }, { f: value, isClass: true });
  }
}

const detached = new ArrayBuffer(8);
structuredClone(detached, { transfer: [detached] });
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const hostile = new Proxy(function() {}, { get() { throw new Error('trap'); }, has() { throw new Error('trap'); }, ownKeys() { throw new Error('trap'); }, getPrototypeOf() { throw new Error('trap'); } });
const instances = new Map();
const pool = [];

function text() {
  return pick(['', 'a', 'utf8', 'latin1', '/workspace/x', '/', '../..', 'file:///a b', 'node:fs', 'import "x"; export default await 1;', 'x => {', 'throw 1', '\0', '\ud800', 'é\u{1f600}', 'k'.repeat(5000), '-1', 'constructor', '__proto__', '%zz']);
}

function number() {
  return pick([0, 1, -1, 2, 3, 7, 16, 255, 65536, 0.5, -0, NaN, Infinity, -Infinity, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53, 1e300, Math.floor(random() * 100)]);
}

function junk(depth = 0) {
  switch (Math.floor(random() * 26)) {
    case 0: return undefined;
    case 1: return null;
    case 2: return random() < 0.5;
    case 3: case 4: case 5: return number();
    case 6: case 7: case 8: return text();
    case 9: return pick([0n, -1n, 1n << 64n, 12345n]);
    case 10: return pick([Symbol('s'), Symbol.iterator, ...Object.values(internalBinding('symbols')).filter((s) => typeof s === 'symbol')]);
    case 11: return {};
    case 12: return depth > 2 ? [] : Array.from({ length: Math.floor(random() * 4) }, () => junk(depth + 1));
    case 13: return depth > 2 ? {} : { transfer: junk(depth + 1), length: junk(depth + 1), then: undefined, toString: pick([undefined, () => text(), () => { throw new Error('toString'); }]) };
    case 14: return pick([() => junk(3), () => { throw new Error('callback'); }, async () => 1, class {}, function*() { yield 1; }]);
    case 15: return Buffer.from(text());
    case 16: return pick([new Uint8Array(16), new Uint8Array(new ArrayBuffer(32), 5, 3), new Float64Array(4), new DataView(new ArrayBuffer(8)), new BigInt64Array(2), new Uint32Array(0)]);
    case 17: return pick([new ArrayBuffer(16), detached, new SharedArrayBuffer(8), new Uint8Array(new SharedArrayBuffer(8)), new ArrayBuffer(4, { maxByteLength: 64 })]);
    case 18: return pick([hostile, revoked.proxy, new Proxy({}, {}), new Proxy([], {})]);
    case 19: return pick([new Date(NaN), /x/g, new Map([[1, 2]]), new Set(), new WeakMap(), Promise.resolve(1), Promise.reject(new Error('r')).catch(() => {}), new Error('e')]);
    case 20: return pick([globalThis, process, process.env, internalBinding('util'), vm.createContext({}), vm.createContext(vm.constants.DONT_CONTEXTIFY)]);
    case 21: return new MessageChannel().port1;
    case 22: return Object.freeze({ a: 1 });
    case 23: return Object.create(null);
    default: return pool.length ? pick(pool) : undefined;
  }
}

function receiver({ owner }) {
  const own = owner && instances.get(owner);
  const chance = random();
  if (own?.length && chance < 0.85) return pick(own);
  return chance < 0.95 ? undefined : junk();
}

function remember(value) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'symbol')) return;
  if (pool.length < 400) pool.push(value);
  else pool[Math.floor(random() * pool.length)] = value;
}

// A few well-formed objects, so that more than argument checks is reached.
function seedInstances() {
  const { ModuleWrap } = internalBinding('module_wrap');
  const { ContextifyScript } = internalBinding('contextify');
  const { Serializer, Deserializer } = internalBinding('serdes');
  const keep = (type, ...list) => instances.set(type, [...(instances.get(type) ?? []), ...list]);
  const leaf = new ModuleWrap('x:leaf', undefined, 'export let a = 1; import.meta.url;', 0, 0);
  const root = new ModuleWrap('x:root', undefined, 'import { a } from "leaf"; export { a }; export const b = import("y").catch(() => 1);', 0, 0);
  const waiting = new ModuleWrap('x:await', undefined, 'await new Promise(() => {}); export default 1;', 0, 0);
  const synthetic = new ModuleWrap('x:synthetic', undefined, ['a', 'default'], function() { this.setExport('a', 1); });
  leaf.link([]); root.link([leaf]);
  keep(ModuleWrap, leaf, root, waiting, synthetic, new ModuleWrap('x:in', vm.createContext({}), 'export const c = globalThis;', 0, 0));
  keep(ContextifyScript, new ContextifyScript('globalThis.n = (globalThis.n ?? 0) + 1', 'n.js', 0, 0, undefined, false, undefined, Symbol('n')));
  const serializer = new Serializer(); serializer.writeHeader();
  keep(Serializer, serializer); keep(Deserializer, new Deserializer(Buffer.from('ff0f6f220161490249027b01', 'hex')));
  for (const list of instances.values()) for (const item of list) remember(item);
}

process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});
seedInstances();
let done = 0;
let faults = 0;
const faulty = new Set();

function step() {
  const target = pick(targets);
  const args = Array.from({ length: Math.floor(random() * 9) }, () => junk());
  try {
    const result = target.isClass ? construct(target.f, args) : apply(target.f, receiver(target), args);
    remember(result);
    if (target.isClass) {
      const list = instances.get(target.f) ?? [];
      if (list.length < 20) list.push(result);
      instances.set(target.f, list);
    }
  } catch (e) {
    let message = '';
    try {
      message = String(e?.message);
    } catch {
      // A hostile error of our own making.
    }
    if (message.startsWith('Internal error in ')) {
      faults++;
      faulty.add(message);
    }
  }
  done++;
}

function batch() {
  for (let i = 0; i < 500 && done < calls; i++) step();
  if (done < calls) setTimeout(batch, 0);
  else {
    writeSync(1, `targets ${targets.length} calls ${done} faults ${faults} ${[...faulty].join('; ')}\n`);
    process.reallyExit(0);
  }
}
batch();
