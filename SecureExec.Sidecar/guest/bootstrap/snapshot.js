// Runs before Node's own scripts while a start-up snapshot is made. V8 installs its newest globals only when an isolate starts from
// the snapshot; the one of them that the library copies into primordials gets a place there that is filled then.
// Parameters: primordials.
'use strict';

const { defineProperty, getPrototypeOf } = Object;
const key = 'Float16Array';
let primordialsMade = false;
let real;

if (globalThis[key] !== undefined) throw new Error(`V8 has ${key} while a snapshot is made: this script is of no use any more`);
globalThis[key] = { [key]: class extends getPrototypeOf(Uint8Array) { static BYTES_PER_ELEMENT = 2; } }[key];
for (const [name, get] of [[key, () => real], [`${key}Prototype`, () => real.prototype]]) {
  defineProperty(primordials, name, {
    __proto__: null,
    enumerable: true,
    get() {
      // A module that has the stand-in would keep it.
      if (primordialsMade && real === undefined) throw new Error(`A module of the snapshot uses primordials.${name}`);
      return get();
    },
    set() {},
  });
}

return {
  /** Primordials are copied: the stand-in goes, V8 expects the name to be free. */
  seal() {
    primordialsMade = true;
    delete globalThis[key];
  },
  /** An isolate has started from the snapshot; no guest code has run. */
  restore() {
    real = globalThis[key];
  },
};
