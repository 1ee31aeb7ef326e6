// Writes one archive of Node's built-in JavaScript and of the facts about its bindings.
// Run by the pinned binary itself: node --expose-internals --no-warnings extract.cjs OUT
//
// Archive, little endian: "SXNL", u32 version, u32 entries, then per entry
//   u16 length of id, id (UTF-8), u8 kind (0 Latin-1 source, 1 UTF-16 source, 2 UTF-8 JSON, 3 table of u16), u32 offset, u32 length in bytes;
// then the data. Sources are 8-byte aligned: V8 reads them in place as external strings.
'use strict';
const { internalBinding } = require('internal/test/binding');
const fs = require('fs');

const VERSION = 2;
const entries = [];

const natives = internalBinding('builtins').natives;
for (const id of Object.keys(natives)) {
  const text = natives[id];
  if (typeof text !== 'string') continue;
  // eslint-disable-next-line no-control-regex
  const latin1 = /^[\u0000-\u00ff]*$/.test(text);
  entries.push({ id, kind: latin1 ? 0 : 1, data: Buffer.from(text, latin1 ? 'latin1' : 'utf16le') });
}

// The shape of every binding: plain values, and the names of functions and classes.
const bindings = ('async_context_frame async_wrap blob block_list buffer builtins cares_wrap cjs_lexer config constants contextify credentials ' +
  'crypto diagnostics_channel encoding_binding errors fs fs_dir fs_event_wrap heap_utils http2 http_parser icu inspector js_stream ' +
  'js_udp_wrap locks messaging mksnapshot modules module_wrap options os performance permission pipe_wrap process_methods ' +
  'process_wrap profiler report sea serdes signal_wrap spawn_sync sqlite stream_pipe stream_wrap string_decoder symbols task_queue ' +
  'tcp_wrap timers tls_wrap trace_events tty_wrap types udp_wrap url url_pattern util uv v8 wasi wasm_web_api watchdog webstorage worker zlib').split(' ');

// JSON has no null prototype: such objects are listed by their paths.
function nullsOf(value, path) {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || ArrayBuffer.isView(value) || path.length > 4) return [];
  const deeper = Object.keys(value).flatMap((key) => nullsOf(value[key], [...path, key]));
  return path.length > 0 && Object.getPrototypeOf(value) === null ? [path, ...deeper] : deeper;
}

// Nor has it infinity: where that stands is listed too.
function infinitiesOf(value, path) {
  if (value === Infinity) return [path];
  if (value === null || typeof value !== 'object' || Array.isArray(value) || ArrayBuffer.isView(value) || path.length > 4) return [];
  return Object.keys(value).flatMap((key) => infinitiesOf(value[key], [...path, key]));
}

// Nor have its keys those that are not enumerable: they are listed with their values.
function hiddenOf(value, path) {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || ArrayBuffer.isView(value) || path.length > 4) return [];
  const proto = Object.getPrototypeOf(value);
  if (path.length > 0 && proto !== null && proto !== Object.prototype) return [];
  return Object.getOwnPropertyNames(value).flatMap((key) =>
    (Object.prototype.propertyIsEnumerable.call(value, key) ? hiddenOf(value[key], [...path, key]) : typeof value[key] === 'number' ? [[[...path, key], value[key]]] : []));
}

function constantOf(value, depth) {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return { value };
  if (typeof value === 'number') return Number.isFinite(value) ? { value } : undefined;
  if (typeof value !== 'object' || ArrayBuffer.isView(value) || depth > 4) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => constantOf(item, depth + 1));
    return items.every(Boolean) ? { value: items.map((item) => item.value) } : undefined;
  }
  const proto = Object.getPrototypeOf(value);
  if (proto !== null && proto !== Object.prototype) return undefined;
  const out = {};
  for (const key of Object.keys(value)) {
    const item = constantOf(value[key], depth + 1);
    if (item) out[key] = item.value;
  }
  return { value: out };
}

for (const name of bindings) {
  let binding;
  try {
    binding = internalBinding(name);
  } catch {
    continue; // Not compiled into this binary: then its users cannot exist either.
  }
  const shape = { constants: {}, functions: [], classes: [], symbols: [] };
  for (const key of Object.getOwnPropertyNames(binding)) {
    if (name === 'builtins' && (key === 'natives' || key === 'builtinIds')) continue;
    const value = binding[key];
    if (typeof value === 'function') {
      const members = value.prototype ? Object.getOwnPropertyNames(value.prototype).length : 0;
      (members > 1 || /^[A-Z]/.test(key) ? shape.classes : shape.functions).push(key);
    } else if (typeof value === 'symbol') {
      shape.symbols.push(key);
    } else if (key === 'privateSymbols') {
      shape.symbols = Object.keys(value);
    } else {
      const constant = constantOf(value, 0);
      if (constant) shape.constants[key] = constant.value;
    }
  }
  const plain = Object.fromEntries(Object.keys(shape.constants).map((key) => [key, binding[key]]));
  const [nulls, infinities] = [nullsOf(plain, []), infinitiesOf(plain, [])];
  if (nulls.length > 0) shape.nulls = nulls;
  if (infinities.length > 0) shape.infinities = infinities;
  const hidden = hiddenOf(plain, []);
  if (hidden.length > 0) shape.hidden = hidden;
  json(`binding/${name}`, shape);
}

const options = internalBinding('options');
const { options: info, aliases } = options.getCLIOptionsInfo();
const values = { ...options.getCLIOptionsValues(), '--expose-internals': false, '--warnings': true };
delete values['--no-warnings'];
json('facts/options', { values, info: [...info], aliases: [...aliases], embedder: options.getEmbedderOptions() });
json('facts/uv', [...internalBinding('uv').getErrorMap()]);
json('facts/roots', require('node:tls').rootCertificates);
json('facts/process', { version: process.version, versions: process.versions, release: process.release, features: Object.keys(process.features) });

// The multi-byte encodings of TextDecoder, as this binary's ICU decodes them. A table is 256 single bytes (a code unit, or NONE for one that
// needs a second), then 128 * 256 pairs from 0x80 on: a code unit, ONE or BOTH for a malformed pair of which one byte or both are consumed.
const NONE = 0xffff;
const ONE = 0xffff;
const BOTH = 0xfffe;
for (const encoding of ['gb18030', 'big5', 'euc-jp', 'shift_jis', 'euc-kr']) {
  const decoder = new TextDecoder(encoding);
  const decode = (...bytes) => decoder.decode(Uint8Array.from(bytes));
  const unit = (text, otherwise) => (text.length === 1 && text !== '\ufffd' ? text.charCodeAt(0) : otherwise);
  const singles = Array.from({ length: 256 }, (_, byte) => unit(decode(byte), NONE));
  const pairs = Array.from({ length: 128 * 256 }, (_, i) => {
    const text = decode(0x80 | (i >> 8), i & 0xff);
    return unit(text, text === '\ufffd' ? BOTH : ONE);
  });
  table(`encoding/${encoding}`, [...singles, ...pairs]);
}
{
  // Four bytes of gb18030 in their linear order, as far as they mean the Basic Multilingual Plane; 0x8f and two bytes of EUC-JP.
  const gb18030 = new TextDecoder('gb18030');
  const eucJp = new TextDecoder('euc-jp');
  const four = Array.from({ length: 39_420 }, (_, i) =>
    gb18030.decode(Uint8Array.of(0x81 + Math.floor(i / 12_600), 0x30 + Math.floor(i / 1260) % 10, 0x81 + Math.floor(i / 10) % 126, 0x30 + i % 10)).charCodeAt(0));
  const three = Array.from({ length: 94 * 94 }, (_, i) => eucJp.decode(Uint8Array.of(0x8f, 0xa1 + Math.floor(i / 94), 0xa1 + i % 94)).charCodeAt(0));
  table('encoding/gb18030-four', four);
  table('encoding/euc-jp-three', three);
}

function table(id, units) {
  entries.push({ id, kind: 3, data: Buffer.from(Uint16Array.from(units).buffer) });
}

function json(id, value) {
  // JSON has no undefined: options that are unset in this binary stay so by being listed.
  entries.push({ id, kind: 2, data: Buffer.from(JSON.stringify(value, (_, v) => (v === undefined ? null : v))) });
}

let indexSize = 12;
for (const { id } of entries) indexSize += 2 + Buffer.byteLength(id) + 1 + 4 + 4;
let offset = (indexSize + 7) & ~7;
for (const entry of entries) {
  entry.offset = offset;
  offset = (offset + entry.data.length + 7) & ~7;
}
const out = Buffer.alloc(offset);
out.write('SXNL', 0, 'latin1');
out.writeUInt32LE(VERSION, 4);
out.writeUInt32LE(entries.length, 8);
let at = 12;
for (const { id, kind, data, offset: start } of entries) {
  at = out.writeUInt16LE(Buffer.byteLength(id), at);
  at += out.write(id, at);
  at = out.writeUInt8(kind, at);
  at = out.writeUInt32LE(start, at);
  at = out.writeUInt32LE(data.length, at);
  data.copy(out, start);
}
fs.writeFileSync(process.argv[2], out);
