// The compatibility API over clear text: requests and responses as http has them.
const http2 = require('node:http2');

let finished;
const server = http2.createServer((request, response) => {
  console.log('request', request.method, request.url, request.httpVersion, request.headers['x-one'], request.authority !== undefined, request.scheme);
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    console.log('body', Buffer.concat(chunks).toString(), request.complete, request.trailers);
    response.statusCode = 201;
    response.setHeader('content-type', 'text/plain');
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.appendHeader('x-many', 'one');
    response.appendHeader('x-many', 'two');
    console.log(response.getHeaderNames(), response.hasHeader('x-many'), response.headersSent);
    response.addTrailers({ 'x-trailer': 'last' });
    response.write('first ');
    console.log(response.headersSent);
    response.end('second');
  });
  response.on('finish', () => { finished = [response.finished, response.writableEnded]; });
});

server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const stream = client.request({ ':method': 'POST', ':path': '/path?query', 'x-one': '1' });
  stream.setEncoding('utf8');
  stream.on('response', (headers) => {
    delete headers.date;
    console.log('response', JSON.stringify(headers));
  });
  let text = '';
  stream.on('data', (chunk) => { text += chunk; });
  stream.on('trailers', (headers, flags) => console.log('trailers', JSON.stringify(headers), flags));
  stream.on('end', () => console.log('end', text));
  stream.on('close', () => {
    console.log('close', stream.rstCode);
    client.close();
    server.close(() => console.log('server closed', finished));
  });
  stream.write('hello ');
  stream.end('world');
});
