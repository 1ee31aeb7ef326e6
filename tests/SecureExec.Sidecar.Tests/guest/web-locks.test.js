'use strict';
const { locks } = navigator;
const { Worker } = require('node:worker_threads');
const { AsyncLocalStorage } = require('node:async_hooks');
const settle = (name, promise) => promise.then((value) => console.log(name, 'is', value), (error) => console.log(name, 'failed', error?.name, error?.message, error?.code));
const facts = (list) => list.map(({ name, mode, clientId }) => `${name} ${mode} ${clientId.replace(String(process.pid), 'PID')}`).sort();
const state = async () => {
  const { held, pending } = await locks.query();
  return JSON.stringify({ held: facts(held), pending: facts(pending) });
};
const gate = () => Promise.withResolvers();

(async () => {
  // What the interface is.
  console.log(String(locks), Object.keys(Object.getPrototypeOf(locks)), locks.constructor.name, typeof Lock, typeof LockManager);
  await settle('no callback', locks.request('a'));
  await settle('a hyphen', locks.request('-a', () => 1));
  await settle('a wrong mode', locks.request('a', { mode: 'x' }, () => 1));
  await settle('two ways', locks.request('a', { steal: true, ifAvailable: true }, () => 1));
  await settle('a shared steal', locks.request('a', { steal: true, mode: 'shared' }, () => 1));
  await settle('a signal and steal', locks.request('a', { steal: true, signal: new AbortController().signal }, () => 1));
  await settle('an aborted signal', locks.request('a', { signal: AbortSignal.abort('why') }, () => 1));

  // Results, and when the callback runs.
  const order = [];
  const called = locks.request('order', (lock) => {
    order.push('callback', lock.name, lock.mode, Object.prototype.toString.call(lock));
    return 'value';
  });
  order.push('after');
  console.log(await called, ...order);
  await settle('a promise', locks.request('a', async () => 'later'));
  await settle('a thenable', locks.request('a', () => ({ then: (f) => f('thenable') })));
  await settle('a rejection', locks.request('a', async () => { throw new TypeError('inside'); }));
  console.log(await state());

  // Exclusive ones one after another, shared ones together, in the order of the requests.
  const [first, second] = [gate(), gate()];
  const log = [];
  const all = [
    locks.request('q', () => (log.push('exclusive 1'), first.promise)),
    locks.request('q', { mode: 'shared' }, () => (log.push('shared 1'), second.promise)),
    locks.request('q', { mode: 'shared' }, () => (log.push('shared 2'), second.promise)),
    locks.request('q', () => (log.push('exclusive 2'), 'end')),
    locks.request('q', { mode: 'shared' }, () => (log.push('shared 3'), 'end')),
  ];
  console.log(log.join(), await state());
  first.resolve('one');
  await all[0];
  console.log(log.join(), await state());
  second.resolve('two');
  console.log(await Promise.all(all), log.join(), await state());

  // Not waiting.
  await locks.request('q', async () => {
    await settle('ifAvailable', locks.request('q', { ifAvailable: true }, (lock) => lock));
    await settle('ifAvailable, thrown', locks.request('q', { ifAvailable: true }, () => { throw new Error('without'); }));
    await settle('ifAvailable, rejected', locks.request('q', { ifAvailable: true }, async () => { throw new Error('without'); }));
    await settle('ifAvailable, another', locks.request('r', { ifAvailable: true }, async (lock) => lock.name));
  });

  // Giving up.
  const controller = new AbortController();
  await locks.request('q', async () => {
    const waiting = locks.request('q', { signal: controller.signal }, () => 'never');
    controller.abort();
    await settle('aborted', waiting);
    const late = new AbortController();
    setTimeout(() => late.abort(new RangeError('because')), 1);
    await settle('aborted later', locks.request('q', { signal: late.signal }, () => 'never'));
  });
  await settle('after that', locks.request('q', () => 'free'));

  // Taking by force.
  const robbed = gate();
  const lost = settle('stolen', locks.request('s', () => robbed.promise));
  const waits = locks.request('s', () => 'its turn');
  await settle('thief', locks.request('s', { steal: true }, async (lock) => `${lock.mode} ${await state()}`));
  await lost;
  robbed.resolve('too late');
  console.log(await waits, await state());

  // The context of the caller.
  const storage = new AsyncLocalStorage();
  await storage.run('mine', () => locks.request('c', async () => console.log(storage.getStore())));

  // Many.
  let sum = 0;
  await Promise.all(Array.from({ length: 300 }, (_, i) => locks.request(`n${i % 7}`, async () => { sum += i; await null; })));
  console.log(sum, await state());

  // Threads of one process share the names; each tells of its own only.
  const code = `
    const { parentPort } = require('node:worker_threads');
    const { locks } = navigator;
    parentPort.on('message', async (what) => {
      if (what === 'hold') locks.request('t', () => { parentPort.postMessage('holds'); return new Promise((resolve) => parentPort.once('message', resolve)); }).then(parentPort.postMessage.bind(parentPort), (e) => parentPort.postMessage(e.name));
      if (what === 'wait') { locks.request('u', () => 'got u').then((value) => parentPort.postMessage(value)); parentPort.postMessage('waits'); }
      if (what === 'steal') locks.request('u', { steal: true }, () => 'stole u').then((value) => parentPort.postMessage(value));
      if (what === 'end') { locks.request('v', () => { parentPort.postMessage('holds v'); return new Promise(() => {}); }); }
    });`;
  const worker = new Worker(code, { eval: true });
  const answer = () => new Promise((resolve) => worker.once('message', resolve));
  const ask = (what) => (worker.postMessage(what), answer());
  console.log(await ask('hold'), await state(), await locks.request('t', { ifAvailable: true }, (lock) => lock));
  const turn = locks.request('t', () => 'after the worker');
  console.log(await state());
  console.log(await ask('let go'), await turn);
  const release = gate();
  const holds = locks.request('u', () => release.promise);
  console.log(await ask('wait'));
  const got = answer();
  release.resolve('released');
  console.log(await holds, await got);
  console.log(await ask('end'), await locks.request('v', { ifAvailable: true }, (lock) => lock));
  await worker.terminate();
  console.log(await locks.request('v', { ifAvailable: true }, (lock) => lock?.name), await state());
})();
