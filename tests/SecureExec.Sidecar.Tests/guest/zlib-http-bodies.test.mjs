// Compressed bodies over HTTP: fetch undoes each coding that it asked for.
import http from 'node:http';
import zlib from 'node:zlib';
import { once } from 'node:events';

const body = JSON.stringify({ rows: Array.from({ length: 500 }, (_, i) => ({ i, name: `row ${i % 7}` })) });
const codings = { gzip: zlib.createGzip, deflate: zlib.createDeflate, br: zlib.createBrotliCompress };
const server = http.createServer((request, response) => {
  const coding = request.url.slice(1);
  response.setHeader('content-encoding', coding);
  const packer = codings[coding]();
  packer.pipe(response);
  packer.end(body);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const base = `http://127.0.0.1:${server.address().port}`;
for (const coding of Object.keys(codings)) {
  const response = await fetch(`${base}/${coding}`);
  console.log(coding, response.headers.get('content-encoding'), (await response.text()) === body);
  const [message] = await once(http.get(`${base}/${coding}`, { agent: false }), 'response');
  const parts = [];
  for await (const part of message) parts.push(part);
  const undo = { gzip: zlib.gunzipSync, deflate: zlib.inflateSync, br: zlib.brotliDecompressSync }[coding];
  console.log(coding, undo(Buffer.concat(parts)).toString() === body);
}
server.close();
server.closeAllConnections();
