'use strict';
// fork: messages both ways in both serializations, disconnect, exit.
const { fork } = require('child_process');
const { once } = require('events');

if (process.argv[2] === 'child') {
  console.log('child', process.connected, typeof process.send, process.env.NODE_CHANNEL_FD, process.execArgv);
  process.on('message', (message) => {
    if (message === 'stop') {
      process.disconnect();
      return;
    }
    process.send({ got: message, of: message?.constructor?.name });
  });
  process.on('disconnect', () => console.log('child disconnected', process.connected));
} else {
  (async () => {
    for (const serialization of ['json', 'advanced']) {
      const child = fork(__filename, ['child'], { serialization, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
      let out = '';
      child.stdout.setEncoding('utf8').on('data', (text) => { out += text; });
      for (const message of [1, 'text', null, { a: [1, 2] }, new Map([[1, 2]]), 'é'.repeat(100000)]) {
        child.send(message);
        const [{ got, of }] = await once(child, 'message');
        console.log(serialization, typeof got === 'string' ? got.length : got, of);
      }
      child.send('stop');
      await once(child, 'disconnect');
      console.log(child.connected);
      console.log(await once(child, 'close'), out);
      child.on('error', (error) => console.log(error.code));
      console.log(child.send('late'));
    }
    const dying = fork(__filename, ['child'], { execArgv: ['--no-warnings'], silent: true });
    dying.stdout.on('data', (data) => {
      console.log(String(data));
      dying.kill('SIGKILL');
    });
    console.log(await once(dying, 'exit'));
  })();
}
