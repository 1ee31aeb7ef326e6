// Each reporter over the same events, whole.
import { dot, junit, spec, tap, lcov } from 'node:test/reporters';
import { Readable } from 'node:stream';
const where = { file: '/f.js', line: 1, column: 1 };
const failure = Object.assign(new Error('2 subtests failed'), { code: 'ERR_TEST_FAILURE', failureType: 'testCodeFailure', cause: Object.assign(new Error('expected'), { stack: 'Error: expected\n    at somewhere (/f.js:1:1)' }) });
const events = [
  ['test:enqueue', { name: 'outer', nesting: 0, type: 'suite', ...where }], ['test:dequeue', { name: 'outer', nesting: 0, type: 'suite', ...where }],
  ['test:start', { name: 'outer', nesting: 0, ...where }],
  ['test:start', { name: 'passes', nesting: 1, ...where }], ['test:pass', { name: 'passes', nesting: 1, testNumber: 1, details: { duration_ms: 1.5, type: 'test' }, ...where }],
  ['test:start', { name: 'fails # \\ <&">', nesting: 1, ...where }], ['test:fail', { name: 'fails # \\ <&">', nesting: 1, testNumber: 2, details: { duration_ms: 2, error: failure, type: 'test' }, ...where }],
  ['test:start', { name: 'skipped', nesting: 1, ...where }], ['test:pass', { name: 'skipped', nesting: 1, testNumber: 3, skip: 'why', details: { duration_ms: 0, type: 'test' }, ...where }],
  ['test:start', { name: 'todo', nesting: 1, ...where }], ['test:pass', { name: 'todo', nesting: 1, testNumber: 4, todo: true, details: { duration_ms: 0, type: 'test' }, ...where }],
  ['test:plan', { nesting: 1, count: 4, ...where }],
  ['test:fail', { name: 'outer', nesting: 0, testNumber: 1, details: { duration_ms: 4, error: failure, type: 'suite' }, ...where }],
  ['test:plan', { nesting: 0, count: 1, ...where }],
  ['test:diagnostic', { nesting: 0, message: 'tests 4', level: 'info', ...where }], ['test:diagnostic', { nesting: 0, message: 'a note', level: 'warn', ...where }],
  ['test:stdout', { message: 'printed\n', ...where }], ['test:stderr', { message: 'complained\n', ...where }],
].map(([type, data]) => ({ type, data }));
const text = async (stream) => { let all = ''; for await (const chunk of stream) all += chunk; return all.replace(/(hostname|timestamp)="[^"]*"/g, '$1="X"').replace(/^ *at .*\n/gm, '').replace(/[./]+f\.js/g, 'f.js'); };
console.log(await text(tap(Readable.from(events))));
console.log(await text(dot(Readable.from(events))));
console.log(await text(junit(Readable.from(events))));
console.log(await text(Readable.from(events).compose(new spec())));
console.log(await text(Readable.from(events).compose(lcov)));
