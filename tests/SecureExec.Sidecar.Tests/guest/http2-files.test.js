// Files as responses: whole, parts, with trailers, missing ones, folders, descriptors.
const fs = require('node:fs');
const http2 = require('node:http2');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'http2-'));
const file = path.join(folder, 'file.txt');
fs.writeFileSync(file, 'abcdefghij'.repeat(20_000));
const fd = fs.openSync(file, 'r');

const server = http2.createServer();
server.on('stream', (stream, headers) => {
  const onError = (error) => {
    console.log('error', error.code);
    stream.respond({ ':status': 404 });
    stream.end();
  };
  switch (headers[':path']) {
    case '/whole': stream.respondWithFile(file, { 'content-type': 'text/plain' }, { onError, statCheck(stat, head) { head['x-size'] = stat.size; } }); break;
    case '/part': stream.respondWithFile(file, {}, { offset: 5, length: 12 }); break;
    case '/trailers':
      stream.on('wantTrailers', () => stream.sendTrailers({ 'x-done': '1' }));
      stream.respondWithFile(file, {}, { waitForTrailers: true, length: 3 });
      break;
    case '/missing': stream.respondWithFile(path.join(folder, 'none'), {}, { onError }); break;
    case '/folder': stream.respondWithFile(folder, {}, { onError }); break;
    case '/refused': stream.respondWithFile(file, {}, { statCheck() { stream.respond({ ':status': 304 }); return false; } }); break;
    case '/fd': stream.respondWithFD(fd, { 'x-fd': '1' }, { offset: 8, length: 4 }); break;
    case '/bad-fd':
      stream.on('error', (error) => console.log('stream', error.code));
      stream.respondWithFD(9999);
      break;
  }
});

server.listen(0, async () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  for (const name of ['/whole', '/part', '/trailers', '/missing', '/folder', '/refused', '/fd', '/bad-fd']) {
    await new Promise((resolve) => {
      const request = client.request({ ':path': name });
      let text = '';
      request.setEncoding('utf8');
      request.on('response', (headers) => console.log(name, headers[':status'], headers['content-length'], headers['x-size'], headers['x-fd']));
      request.on('trailers', (headers) => console.log('trailers', headers['x-done']));
      request.on('data', (chunk) => { text += chunk; });
      request.on('error', (error) => console.log('client', error.code, error.message));
      request.on('close', () => {
        console.log(text.length, text.slice(0, 12));
        resolve();
      });
    });
  }
  client.close();
  server.close(() => {
    fs.closeSync(fd);
    fs.rmSync(folder, { recursive: true });
    console.log('closed');
  });
});
