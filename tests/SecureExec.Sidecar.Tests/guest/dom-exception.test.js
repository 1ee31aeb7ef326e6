'use strict';
const names = ['IndexSizeError', 'HierarchyRequestError', 'NotFoundError', 'NotSupportedError', 'InvalidStateError', 'SyntaxError', 'DataCloneError', 'AbortError', 'TimeoutError', 'QuotaExceededError', 'EncodingError', 'Unheard'];
for (const n of names) { const e = new DOMException('m', n); console.log(e.name, e.code, e.message, String(e), e instanceof Error, Object.prototype.toString.call(e)); }
console.log(DOMException.ABORT_ERR, DOMException.prototype.DATA_CLONE_ERR, new DOMException().name, new DOMException('m', { name: 'N', cause: 5 }).cause, new DOMException('m', { cause: 1 }).name);
console.log(typeof new DOMException('x').stack, Object.keys(new DOMException('x')), Object.getOwnPropertyDescriptor(globalThis, 'DOMException').enumerable);
try { DOMException('x'); } catch (e) { console.log(e.name); }
try { DOMException.prototype.name; } catch (e) { console.log(e.name, e.code, e.message); }
try { atob('*'); } catch (e) { console.log(e.name, e.code, e.message, e instanceof DOMException); }
const ac = new AbortController(); ac.abort(); console.log(ac.signal.reason.name, ac.signal.reason.code, ac.signal.reason.message);
try { AbortSignal.abort().throwIfAborted(); } catch (e) { console.log(e.name); }
try { structuredClone(Symbol()); } catch (e) { console.log(e.name, e.code, e.constructor === DOMException); }
console.log(typeof QuotaExceededError, new QuotaExceededError('q', { quota: 5, requested: 7 }).quota);
