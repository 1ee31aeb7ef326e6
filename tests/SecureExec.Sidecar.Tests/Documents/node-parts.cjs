// Run by real Node with --expose-internals: tells, as JSON, the functions and classes of its native bindings, and which of them
// the sources of each public module name: the module itself, and what stands beneath it under its name. A binding that is taken
// as a whole counts with all its parts.
'use strict';
const { internalBinding } = require('internal/test/binding');
const { builtinModules } = require('node:module');
const { natives } = internalBinding('builtins');

const uses = (text) => [...new Set([...text.matchAll(/internalBinding\('(\w+)'\)/g)].map(([, name]) => name))];

const bindings = {};
for (const name of uses(Object.values(natives).join('\n')).sort()) {
  try {
    const binding = internalBinding(name);
    bindings[name] = Object.getOwnPropertyNames(binding).filter((key) => typeof binding[key] === 'function').sort();
  } catch {
    continue; // Not compiled into this binary.
  }
}

/** What is there for another module's sake and only hooked into this one. */
const hooks = ['inspector', 'profiler', 'trace_events'];
const beneath = (name) => `internal/${name === 'worker_threads' ? 'worker' : name}`;

const modules = {};
for (const name of builtinModules.map((id) => id.replace(/^node:/, '')).filter((id) => !/^(_|internal\/)/.test(id)).sort()) {
  const text = Object.keys(natives)
    .filter((id) => id === name || id === beneath(name) || id.startsWith(`${beneath(name)}/`) || id.startsWith(`_${name}_`))
    .map((id) => natives[id]).join('\n');
  const words = new Set(text.match(/\w+/g));
  modules[name] = uses(text).filter((binding) => binding === name || !hooks.includes(binding)).flatMap((binding) => {
    const all = bindings[binding] ?? [];
    const named = all.filter((part) => words.has(part));
    return (named.length > 0 ? named : all).map((part) => `${binding}.${part}`);
  }).sort();
}
process.stdout.write(JSON.stringify({ modules, bindings }));
