// The Web Locks of one thread: callbacks and promises. What is held and whose turn it is belongs to the process, in native code.
// Parameters: require, primordials, native.
'use strict';

const { ArrayPrototypePush, Error, PromisePrototypeThen, PromiseWithResolvers, SafeMap } = primordials;
const { isPromise } = require('internal/util/types');

// Requests that wait and locks that are held, by number.
const entries = new SafeMap();

function request(name, clientId, mode, steal, ifAvailable, callback) {
  const { promise, resolve, reject } = PromiseWithResolvers();
  const id = native.requestLock(name, clientId, mode === 'shared', steal, ifAvailable);
  entries.set(id, { name, mode, clientId, callback, resolve, reject });
  takeTurns();
  return promise;
}

async function query() {
  return { held: list(false), pending: list(true) };
}

function list(pending) {
  const facts = native.listLocks(pending);
  const infos = [];
  for (let i = 0; i < facts.length; i += 3) ArrayPrototypePush(infos, { name: facts[i], mode: facts[i + 1], clientId: facts[i + 2] });
  return infos;
}

function takeTurns() {
  rejectStolen();
  let id;
  while ((id = native.nextLock()) !== 0) {
    rejectStolen();
    if (id > 0) grant(id, entries.get(id));
    else refuse(-id);
  }
}

function rejectStolen() {
  const stolen = native.takeStolenLocks();
  for (let i = 0; i < stolen.length; i++) {
    entries.get(stolen[i])?.reject(new Error('LOCK_STOLEN'));
    entries.delete(stolen[i]);
  }
}

function grant(id, { name, mode, clientId, callback, resolve, reject }) {
  let result;
  try {
    result = callback({ name, mode, clientId });
  } catch (error) {
    // As in Node, a callback that throws at once leaves the lock held.
    entries.delete(id);
    reject(error);
    return;
  }
  if (isPromise(result)) PromisePrototypeThen(result, (value) => release(id, resolve, value), (error) => release(id, reject, error));
  else release(id, resolve, result);
}

// A stolen lock has been rejected already.
function release(id, settle, value) {
  native.releaseLock(id);
  if (entries.delete(id)) settle(value);
  takeTurns();
}

function refuse(id) {
  const { callback, resolve, reject } = entries.get(id);
  entries.delete(id);
  try {
    resolve(callback(null));
  } catch (error) {
    reject(error);
  }
}

return [request, query, takeTurns];
