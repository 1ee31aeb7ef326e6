// The spec reporter on passing, failing, skipped and nested tests; durations are taken out.
'use strict';
const reporters = require('node:test/reporters');
const { describe, it, test, before, after, beforeEach, afterEach } = require('node:test');
const write = process.stdout.write;
process.stdout.write = function(chunk, ...rest) {
  return write.call(this, String(chunk).replace(/duration_ms:? [\d.]+/g, 'duration_ms N').replace(/\([\d.]+ms\)/g, '(N ms)').replace(/\/[^ '"\n)]*workspace/g, 'DIR').replace(/^ *at .*\n/gm, ''), ...rest);
};
console.log(typeof reporters.spec);
describe('a suite', () => {
  const order = [];
  before(() => order.push('before'));
  beforeEach(() => order.push('beforeEach'));
  afterEach(() => order.push('afterEach'));
  after(() => console.log(order.join()));
  it('first', () => order.push('first'));
  it('second', async () => { await null; order.push('second'); });
  it('skipped', { skip: 'a reason' }, () => order.push('must not run'));
  it.todo('later');
});
test('subtests', async (t) => {
  t.diagnostic('a diagnostic');
  await t.test('inner', () => {});
  await t.test('inner skip', (t) => t.skip('inside'));
});
test('a plan', (t) => { t.plan(2); t.assert.ok(1); t.assert.strictEqual(1, 1); });
