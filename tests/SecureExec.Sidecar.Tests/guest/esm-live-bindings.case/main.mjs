import { count, increment, later } from './counter.mjs';
import * as ns from './counter.mjs';
import def, { default as again, renamed as other } from './defaults.mjs';
import { count as through } from './reexport.mjs';

console.log(count, ns.count, through);
increment();
console.log(count, ns.count, through);
try { count = 5; } catch (e) { console.log(e.name, e.message); }
try { ns.count = 5; } catch (e) { console.log(e.name, e.message); }
try { delete ns.count; } catch (e) { console.log(e.name, e.message); }
console.log(Object.keys(ns), ns[Symbol.toStringTag], Object.isSealed(ns), Object.isExtensible(ns), Object.getPrototypeOf(ns));
console.log(Reflect.has(ns, 'nothing'), Reflect.set(ns, 'count', 1), Object.getOwnPropertyDescriptor(ns, 'count'));
console.log(def(), again === def, other, later);
console.log(typeof this, typeof module, typeof require, typeof exports, typeof __filename);
console.log(ns);
