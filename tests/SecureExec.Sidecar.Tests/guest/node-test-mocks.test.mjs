import { mock, test } from 'node:test';
import fs from 'node:fs';
const { log } = console;
process.stdout.write = ((write) => function(chunk, ...rest) {
  if (!/^\s*(✔|✖|ℹ|▶)/.test(String(chunk))) return write.call(this, chunk, ...rest);
  rest.find((x) => typeof x === 'function')?.();
  return true;
})(process.stdout.write);
test('functions', () => {
  const fn = mock.fn((a, b) => a + b);
  log(fn(1, 2), fn.call({ x: 1 }, 3, 4), fn.mock.callCount(), fn.mock.calls[1].arguments, fn.mock.calls[1].this, fn.mock.calls[0].result);
  fn.mock.mockImplementationOnce(() => 'once');
  log(fn(1, 1), fn(1, 1));
  fn.mock.mockImplementation(() => { throw new Error('mocked'); });
  try { fn(); } catch { log(fn.mock.calls.at(-1).error.message); }
  fn.mock.resetCalls();
  log(fn.mock.callCount());
  class K {}
  const constructed = mock.fn(K);
  log(new constructed() instanceof K, constructed.mock.calls[0].target === constructed);
});
test('methods', (t) => {
  const thing = { n: 5, add(x) { return this.n + x; }, get half() { return this.n / 2; }, set half(v) { this.n = v * 2; } };
  const add = t.mock.method(thing, 'add', function(x) { return this.n * x; });
  log(thing.add(3), add.mock.callCount());
  const getter = t.mock.getter(thing, 'half', () => 'mocked half');
  log(thing.half, getter.mock.callCount());
  add.mock.restore();
  log(thing.add(3));
  t.mock.restoreAll();
  log(thing.half);
  t.mock.method(fs, 'readFileSync', () => 'not read');
  log(fs.readFileSync('/nowhere'));
  try { t.mock.method({}, 'missing'); } catch (error) { log(error.code, error.message); }
});
test('timers', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date', 'setImmediate'], now: 1000 });
  const seen = [];
  setTimeout((x) => seen.push(x, Date.now()), 50, 'timeout');
  const interval = setInterval(() => seen.push('interval'), 20);
  setImmediate(() => seen.push('immediate'));
  t.mock.timers.tick(45);
  log(seen.join(), Date.now(), new Date().toISOString());
  t.mock.timers.tick(10);
  clearInterval(interval);
  t.mock.timers.runAll();
  log(seen.join());
  t.mock.timers.setTime(5000);
  log(Date.now());
  t.mock.timers.reset();
  log(Date.now() > 1e12);
  try { t.mock.timers.tick(1); } catch (error) { log(error.code, error.message); }
});
