// What goes wrong, and what programs hear of it.
const http2 = require('node:http2');
const net = require('node:net');

const say = (who) => (error) => console.log(who, error.name, error.code, error.errno, error.message);

// A server that gets something else than HTTP/2, frame by frame.
const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const frame = (type, flags, id, payload = []) => Buffer.from([0, payload.length >> 8, payload.length & 0xff, type, flags, 0, 0, 0, id, ...payload]);
const settings = frame(4, 0, 0);
const attacks = {
  'no preface': [Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  'no settings': [preface, frame(6, 0, 0, new Array(8).fill(0))],
  'data on an idle stream': [preface, settings, frame(0, 0, 1, [1, 2, 3])],
  'ping of seven bytes': [preface, settings, frame(6, 0, 0, new Array(7).fill(0))],
  'unasked ping answer': [preface, settings, frame(6, 1, 0, new Array(8).fill(0))],
  'window of nothing': [preface, settings, frame(8, 0, 0, [0, 0, 0, 0])],
  'wrong block': [preface, settings, frame(1, 5, 1, [0x80])],
  'endless continuations': [preface, settings, frame(1, 0, 1), ...new Array(20).fill(frame(9, 0, 1))],
  'even stream': [preface, settings, frame(1, 5, 2, [0x82, 0x86, 0x84, 0x41, 1, 0x61])],
  'missing path': [preface, settings, frame(1, 5, 1, [0x82, 0x86, 0x41, 1, 0x61])],
};

async function attack(name, port, server) {
  console.log('--', name);
  await new Promise((resolve) => {
    const closed = new Promise((done) => server.once('session', (session) => session.on('close', done)));
    const socket = net.connect(port, () => {
      for (const part of attacks[name]) socket.write(part);
    });
    const heard = [];
    let left = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      left = Buffer.concat([left, chunk]);
      while (left.length >= 9 && left.length >= 9 + left.readUIntBE(0, 3)) {
        const length = left.readUIntBE(0, 3);
        const body = left.subarray(9, 9 + length);
        if (left[3] === 7) heard.push(`goaway ${body.readUInt32BE(0)} ${body.readUInt32BE(4)} ${body.subarray(8)}`);
        if (left[3] === 3) {
          heard.push(`reset ${left.readUInt32BE(5)} ${body.readUInt32BE(0)}`);
          socket.end();
        }
        left = left.subarray(9 + length);
      }
    });
    socket.on('error', () => {});
    socket.on('close', async () => {
      await closed;
      console.log(heard);
      resolve();
    });
  });
}

const server = http2.createServer();
server.on('sessionError', say('session'));
server.on('stream', (stream, headers) => {
  console.log('stream', headers[':path']);
  stream.on('error', say('stream'));
  for (const wrong of [
    () => stream.respond({ ':status': 99 }),
    () => stream.respond({ ':path': '/' }),
    () => stream.respond({ connection: 'close' }),
    () => stream.respond({ 'bad name': '1' }),
    () => stream.respond({ 'content-length': ['1', '2'] }),
    () => stream.additionalHeaders({ ':status': 101 }),
    () => stream.additionalHeaders({ ':status': 300 }),
    () => stream.sendTrailers({}),
    () => stream.respond({ ':status': 200 }, { endStream: true }) || stream.respond(),
    () => stream.pushStream({}, null),
  ]) {
    try {
      wrong();
    } catch (error) {
      say('thrown')(error);
    }
  }
});

server.listen(0, async () => {
  const { port } = server.address();
  for (const name of Object.keys(attacks)) await attack(name, port, server);
  const client = http2.connect(`http://localhost:${port}`);
  for (const wrong of [
    () => client.request({ connection: 'close' }),
    () => client.request({ ':method': 'CONNECT' }),
    () => client.request({ ':method': 'CONNECT', ':authority': 'a', ':path': '/' }),
    () => client.request('no headers'),
    () => client.setNextStreamID(-1),
    () => client.socket.write('x'),
    () => client.settings({ maxFrameSize: 0 }),
  ]) {
    try {
      wrong();
    } catch (error) {
      say('thrown')(error);
    }
  }
  const request = client.request({ ':path': '/errors' });
  request.on('error', say('request'));
  request.resume();
  request.on('close', () => {
    const large = client.request({ ':path': '/large', 'x-large': 'x'.repeat(70_000) });
    large.on('error', say('large'));
    large.on('frameError', (type, code, id) => console.log('frameError', type, code, id));
    large.on('close', () => {
      client.close();
      const late = client.request();
      late.on('error', say('late'));
    });
  });
  client.on('error', say('client'));
  client.on('close', () => server.close(() => console.log('closed')));
});
