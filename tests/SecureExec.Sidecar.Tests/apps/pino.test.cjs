// Levels, children, serializers, redaction; destinations of its own, in the process and in worker threads.
const pino = require('pino');
const fs = require('node:fs');
const path = require('node:path');
const { once } = require('node:events');

const folder = fs.mkdtempSync('/tmp/pino-');
const file = (name) => path.join(folder, name);
const read = (name) => fs.readFileSync(file(name), 'utf8');
const plain = { base: undefined, timestamp: false };

const options = { ...plain, level: 'debug', redact: { paths: ['password', 'user.*.secret'], censor: '***' }, serializers: { error: pino.stdSerializers.err, request: ({ id }) => ({ id }) }, mixin: () => ({ mixed: true }), formatters: { level: (label) => ({ level: label }) }, customLevels: { notice: 35 } };
const logger = pino(options, pino.destination({ dest: 1, sync: true }));
logger.trace('hidden');
logger.info({ a: 1, password: 'x', user: { b: { secret: 's', open: 'o' } } }, 'with %s, %d and %j', 'text', 4.5, { json: [1] });
logger.notice({ request: { id: 7, token: 't' } });
logger.child({ module: 'child' }, { level: 'warn', msgPrefix: '[pre] ' }).warn('from a child');
logger.child({ hidden: true }, { level: 'error' }).info('not shown');
const circular = { name: 'c' };
circular.self = circular;
logger.debug({ circular, big: 10n, undef: undefined, fn() {} }, 'unusual %%');
logger.info(null);
logger.info(new Map([[1, 2]]), 'map');
const failure = new TypeError('outer', { cause: new Error('inner') });
failure.stack = failure.cause.stack = 'stack';
logger.error({ error: failure });
logger.error(failure);
console.log(logger.isLevelEnabled('trace'), logger.levels.labels[35], logger.bindings());
logger.level = 'fatal';
logger.error('not shown');
logger.fatal('shown');

(async () => {
  const destination = pino.destination({ dest: file('buffered'), sync: false, minLength: 4096 });
  const buffered = pino(plain, destination);
  for (let i = 0; i < 200; i++) buffered.info({ i });
  buffered.flush();
  await new Promise((resolve) => { destination.end(); destination.on('close', resolve); });
  console.log(read('buffered').split('\n').length, read('buffered').split('\n')[199]);

  const streams = pino.multistream([{ level: 'info', stream: fs.createWriteStream(file('info')) }, { level: 'error', stream: pino.destination({ dest: file('error'), sync: true }) }], { dedupe: true });
  const split = pino({ ...plain, level: 'info' }, streams);
  split.info('to one');
  split.error('to the other');
  await new Promise(setImmediate);
  await new Promise((resolve) => streams.streams.find(({ level }) => level === 30).stream.end(resolve));
  console.log(JSON.stringify(read('info')), JSON.stringify(read('error')));

  fs.writeFileSync(file('transport.mjs'), `
    import build from ${JSON.stringify(require.resolve('pino-abstract-transport'))};
    import fs from 'node:fs';
    import { isMainThread, threadId } from 'node:worker_threads';
    export default (options) => build(async (source) => {
      const out = fs.createWriteStream(options.to);
      for await (const line of source) out.write(\`\${options.prefix} \${line.level} \${line.msg} \${isMainThread}\\n\`);
      await new Promise((resolve) => out.end(resolve));
    });`);
  // Threads of transports keep no process alive.
  const alive = setInterval(() => {}, 1000);
  const transport = pino.transport({ targets: [{ target: 'pino/file', options: { destination: file('by-thread') }, level: 'info' }, { target: file('transport.mjs'), options: { to: file('by-module'), prefix: '>' }, level: 'error' }] });
  await once(transport, 'ready');
  const threaded = pino(plain, transport);
  for (let i = 0; i < 1000; i++) threaded.info({ i }, 'line');
  threaded.error('to both');
  await new Promise((resolve) => { transport.end(); transport.on('close', resolve); });
  console.log(read('by-thread').split('\n').length, read('by-thread').split('\n').slice(998), JSON.stringify(read('by-module')));

  fs.writeFileSync(file('upper.mjs'), `
    import build from ${JSON.stringify(require.resolve('pino-abstract-transport'))};
    import { pipeline, Transform } from 'node:stream';
    export default () => build((source) => {
      const upper = new Transform({ autoDestroy: true, objectMode: true, transform(line, encoding, done) { done(null, JSON.stringify({ ...line, msg: line.msg.toUpperCase() }) + '\\n'); } });
      pipeline(source, upper, () => {});
      return upper;
    }, { enablePipelining: true });`);
  const piped = pino.transport({ pipeline: [{ target: file('upper.mjs') }, { target: 'pino/file', options: { destination: file('piped') } }] });
  const shouted = pino(plain, piped);
  await once(piped, 'ready');
  shouted.warn('quiet');
  await new Promise((resolve) => { piped.end(); piped.on('close', resolve); });
  console.log(read('piped'));

  try {
    pino.transport({ target: '/no/such/transport' }).on('error', (error) => console.log('error:', error.message.split('\n')[0]));
  } catch (error) {
    console.log('thrown:', error.message);
  }
  clearInterval(alive);
  process.on('exit', () => fs.rmSync(folder, { recursive: true }));
})();
