// Streams of a server: responses, information, pushes, trailers, resets.
const http2 = require('node:http2');
const { constants } = http2;

const server = http2.createServer();
server.on('stream', (stream, headers, flags) => {
  const path = headers[':path'];
  console.log('stream', stream.id, headers[':method'], path, flags, stream.state.state, stream.endAfterHeaders);
  switch (path) {
    case '/push':
      stream.additionalHeaders({ ':status': 103, link: '</pushed>; rel=preload' });
      stream.pushStream({ ':path': '/pushed' }, (error, pushed, pushedHeaders) => {
        console.log('push', error, pushed.id, pushedHeaders[':path'], pushed.state.state);
        pushed.respond({ ':status': 200, 'x-pushed': 'yes' });
        pushed.end('pushed');
      });
      stream.respond({ ':status': 200 }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'x-end': 'now' }));
      stream.end('main');
      break;
    case '/reset':
      stream.on('error', (error) => console.log('server', error.code, error.message));
      stream.respond();
      stream.close(constants.NGHTTP2_INTERNAL_ERROR);
      break;
    case '/cancelled':
      stream.on('aborted', () => console.log('aborted', stream.aborted));
      stream.on('close', () => console.log('server close', stream.rstCode));
      stream.respond();
      stream.write('some');
      break;
    case '/empty':
      stream.respond({ ':status': 204 }, { endStream: true });
      break;
    default:
      stream.respond({ ':status': 404 });
      stream.end();
  }
});

function get(client, path, more) {
  return new Promise((resolve) => {
    const request = client.request({ ':path': path, ...more });
    request.setEncoding('utf8');
    let text = '';
    request.on('headers', (headers) => console.log('information', headers[':status'], headers.link));
    request.on('response', (headers, flags) => console.log('response', path, headers[':status'], flags));
    request.on('trailers', (headers) => console.log('trailers', headers['x-end']));
    request.on('data', (chunk) => {
      text += chunk;
      if (path === '/cancelled') request.close(constants.NGHTTP2_CANCEL);
    });
    request.on('error', (error) => console.log('client', error.code, error.message));
    request.on('close', () => {
      console.log('close', path, JSON.stringify(text), request.rstCode, request.destroyed);
      resolve();
    });
    request.end();
  });
}

server.listen(0, async () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const pushed = new Promise((resolve) => {
    client.on('stream', (stream, headers) => {
      console.log('pushed stream', stream.id, headers[':path']);
      stream.setEncoding('utf8');
      stream.on('push', (response) => console.log('push response', response[':status'], response['x-pushed']));
      stream.on('data', (chunk) => console.log('push data', chunk));
      stream.on('close', resolve);
    });
  });
  await get(client, '/push');
  await pushed;
  for (const path of ['/reset', '/cancelled', '/empty', '/none']) await get(client, path);
  await get(client, '/head', { ':method': 'HEAD' });
  client.close(() => {
    console.log('client closed');
    server.close(() => console.log('server closed'));
  });
});
