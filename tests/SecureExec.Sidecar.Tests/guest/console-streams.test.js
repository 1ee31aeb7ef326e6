// A console over streams of one's own: formats, groups, counters, colours, and streams that fail.
'use strict';
const { Console } = require('console');
const { Writable } = require('stream');
const collect = () => { const chunks = []; return Object.assign(new Writable({ write(chunk, _, done) { chunks.push(String(chunk)); done(); } }), { chunks }); };
const [out, err] = [collect(), collect()];
const own = new Console({ stdout: out, stderr: err, groupIndentation: 4, colorMode: false, inspectOptions: { depth: 0 } });
own.log('a %s %d %i %f %j %o %O %c%%', 's', '42', 3.9, '1.5', { j: 1 }, [1], { deep: { er: 1 } }, 'css', 'rest');
own.group('Group', 1);
own.warn('inside\nof two lines');
own.groupCollapsed();
own.dir({ a: { b: { c: {} } } }, { depth: 5 });
own.groupEnd(); own.groupEnd(); own.groupEnd();
own.count(); own.count('x'); own.count(); own.countReset(); own.count(); own.countReset('missing');
own.assert(true, 'silent'); own.assert(false); own.assert(false, 'said %s', 'so'); own.assert(false, { object: 1 });
own.timeEnd('missing'); own.timeLog('missing');
own.table([{ a: 1, b: 'x' }, { a: 2, c: true }]); own.table(new Map([['k', { v: 1 }]])); own.table([[1, 2], [3]], ['1']); own.table('text');
own.trace('trace'); own.dirxml({ x: 1 }, [2]); own.info(); own.debug(Symbol('s'), -0, 1n, null, undefined);
process.nextTick(() => {
  console.log(out.chunks.join(''));
  console.log(err.chunks.join('').split('\n').filter((line) => !line.includes('    at ')).join('\n'));
});
const broken = new Writable({ write(chunk, _, done) { done(new Error('disk full')); } });
new Console(broken).log('ignored');
const throwing = { write() { throw new Error('thrown'); } };
try { new Console({ stdout: throwing, ignoreErrors: false }).log('x'); } catch (error) { console.log(error.message); }
for (const bad of [undefined, {}, { stdout: {} }, { stdout: out, colorMode: 'x' }, { stdout: out, groupIndentation: -1 }, { stdout: out, inspectOptions: 1 }]) {
  try { new Console(bad); console.log('made'); } catch (error) { console.log(error.code, error.message); }
}
const { log } = console;
log('detached', own instanceof Console, console instanceof Console, Object.keys(own).includes('log'));
