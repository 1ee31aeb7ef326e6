'use strict';
// What a server does with bytes that are no request, and a client with bytes that are no response.
const http = require('node:http');
const net = require('node:net');
const { once } = require('node:events');

const bad = {
  method: 'BREW / HTTP/1.1\r\n\r\n',
  version: 'GET / HTTP/3.7\r\n\r\n',
  url: 'GET nowhere HTTP/1.1\r\n\r\n',
  header: 'GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n',
  value: 'GET / HTTP/1.1\r\nHost: a\r\nX: \u0001\r\n\r\n',
  both: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
  chunk: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  long: `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
  cut: 'GET / HTTP/1.1\r\nHost: a',
  host: 'GET / HTTP/1.1\r\n\r\n',
  fine: 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  pipelined: 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
};

async function main() {
  const server = http.createServer((req, res) => {
    res.removeHeader('Date');
    res.sendDate = false;
    res.end(`fine ${req.url}`);
  });
  let code;
  server.on('clientError', (error, socket) => {
    code = `${error.code} ${error.message} ${error.bytesParsed} ${error.rawPacket?.length}`;
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  for (const [name, text] of Object.entries(bad)) {
    code = undefined;
    const socket = net.connect(server.address().port, '127.0.0.1');
    socket.setEncoding('latin1');
    let answer = '';
    socket.on('data', (data) => { answer += data; });
    socket.on('error', () => {});
    socket.end(text, 'latin1');
    await once(socket, 'close');
    console.log(name, code, JSON.stringify(answer.replaceAll(/Date: .*?\r\n/g, '')));
  }
  server.close();

  for (const text of ['HTTP/1.1 abc\r\n\r\n', 'garbage', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n', 'HTTP/1.0 200 OK\r\n\r\nuntil the end']) {
    const raw = net.createServer((socket) => { socket.resume(); socket.on('error', () => {}); socket.end(text); }).listen(0, '127.0.0.1');
    await once(raw, 'listening');
    const outcome = await new Promise((done) => {
      http.get({ port: raw.address().port, host: '127.0.0.1', agent: false }, (res) => {
        let body = '';
        res.on('data', (data) => { body += data; });
        res.on('error', (error) => done(`${res.statusCode} ${body} ${error.code} ${error.message}`));
        res.on('end', () => done(`${res.statusCode} ${body} ${res.complete}`));
      }).on('error', (error) => done(`${error.code} ${error.message}`));
    });
    console.log(JSON.stringify(text), outcome);
    raw.close();
  }
}
main();
