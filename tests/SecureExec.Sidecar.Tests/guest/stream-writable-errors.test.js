// Errors of writes, ends after ends, destroys in every order, and the order of what is told.
'use strict';
const { Writable } = require('node:stream');
const cases = {
  'callback error': (w) => { w.write('bad'); w.write('next', (e) => w.log('cb2', e)); },
  'throwing write': (w) => { w._write = () => { throw new Error('thrown'); }; try { w.write('x'); } catch (e) { w.log('caught', e); } },
  'write after end': (w) => { w.end(); w.write('late', (e) => w.log('cb', e)); },
  'end after end': (w) => { w.end('x', (e) => w.log('end1', e)); w.end((e) => w.log('end2', e)); w.end('y', (e) => w.log('end3', e)); },
  'destroy': (w) => { w.write('x', (e) => w.log('cb', e)); w.destroy(); w.write('y', (e) => w.log('cb2', e)); },
  'destroy with error': (w) => { w.destroy(new Error('d1')); w.destroy(new Error('d2')); },
  'destroy in end': (w) => { w.end(() => w.log('ended')); w.destroy(new Error('soon')); },
  'final error': (w) => { w._final = (done) => done(new Error('final')); w.end('x', (e) => w.log('end', e)); },
  'null': (w) => { try { w.write(null); } catch (e) { w.log('caught', e); } },
  'number': (w) => { try { w.write(5); } catch (e) { w.log('caught', e); } },
  'bad encoding': (w) => { try { w.write('x', 'nope'); } catch (e) { w.log('caught', e); } try { w.setDefaultEncoding('nope'); } catch (e) { w.log('caught', e); } },
  'double callback': (w) => { w._write = (c, e, done) => { done(); try { done(); } catch (error) { w.log('caught', error); } }; w.write('x'); },
  'construct error': null,
  'undestroyed': (w) => { w.end(); w.once('finish', () => { w.log('flags', { message: [w.destroyed, w.closed, w.errored, w.writable].join() }); }); },
};
(async () => {
  for (const [name, act] of Object.entries(cases)) {
    const out = [];
    const w = new Writable({ ...(act === null && { construct(done) { done(new Error('construct')); } }), write(chunk, encoding, done) { out.push(`write:${chunk}`); setImmediate(done, String(chunk) === 'bad' ? new Error('refused') : null); }, destroy(error, done) { out.push(`_destroy:${error?.message}`); done(error); } });
    w.log = (what, e) => out.push(`${what}:${e ? [e.name, e.code, e.message].join('/') : e}`);
    for (const event of ['error', 'finish', 'close', 'drain', 'prefinish']) w.on(event, (e) => w.log(event, e));
    (act ?? ((x) => x.write('x', (e) => w.log('cb', e))))(w);
    for (let i = 0; i < 4; i++) await new Promise(setImmediate);
    console.log(name, out.join(' '), w.destroyed, w.writable, w.writableFinished, w.errored?.message, w.closed);
  }
})();
