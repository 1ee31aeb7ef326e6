// A failing test makes exit code 1; what failed is told through the events of a reporter of one's own.
'use strict';
const { describe, it, test, suite } = require('node:test');
const assert = require('assert');
process.stdout.write = ((write) => function(chunk, ...rest) {
  const kept = String(chunk).split('\n').filter((line) => /^\s*(✔|✖|﹣|▶|ℹ (tests|suites|pass|fail|cancelled|skipped|todo))/.test(line)).map((line) => line.replace(/ \([\d.]+ms\)/, '')).join('\n');
  if (kept) write.call(process.stdout, kept + '\n');
  const callback = rest.find((x) => typeof x === 'function');
  if (callback) process.nextTick(callback);
  return true;
})(process.stdout.write);
test('throws', () => { throw new Error('on purpose'); });
test('asserts', () => assert.strictEqual(1, 2));
test('rejects', async () => { await Promise.reject(new TypeError('async')); });
test('callback', (t, done) => setImmediate(done, new Error('by callback')));
test('callback twice', (t, done) => { done(); });
test('times out', { timeout: 10 }, () => new Promise(() => setTimeout(() => {}, 100)));
test('todo fails', { todo: true }, () => { throw new Error('not counted'); });
test('unfinished plan', (t) => { t.plan(2); t.assert.ok(true); });
suite('suite', () => {
  describe('inner', () => { it('bad', () => { throw 'a string'; }); it('good', () => {}); });
});
process.on('exit', (code) => process.stdout.write(`▶ exit ${code}\n`));
