// Bodies larger than the windows, both ways at once, with readers that pause.
const http2 = require('node:http2');
const { createHash } = require('node:crypto');
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');

const size = 1_500_000;
const bytes = Buffer.alloc(size);
for (let i = 0; i < size; i++) bytes[i] = (i * 7 + (i >> 8)) & 0xff;
const digest = (buffer) => createHash('sha256').update(buffer).digest('hex').slice(0, 16);
console.log(digest(bytes));
const said = [];

const server = http2.createServer({ paddingStrategy: http2.constants.PADDING_STRATEGY_ALIGNED });
server.on('stream', (stream) => {
  const hash = createHash('sha256');
  let length = 0;
  stream.on('data', (chunk) => {
    hash.update(chunk);
    length += chunk.length;
    if (length % 3 === 0) {
      stream.pause();
      setImmediate(() => stream.resume());
    }
  });
  stream.on('end', () => said.push(`server received ${length} ${hash.digest('hex').slice(0, 16)}`));
  stream.respond();
  pipeline(Readable.from(function* () { for (let i = 0; i < size; i += 10_000) yield bytes.subarray(i, i + 10_000); }()), stream).then(() => said.push('server sent'));
});

server.listen(0, async () => {
  const client = http2.connect(`http://localhost:${server.address().port}`, { paddingStrategy: http2.constants.PADDING_STRATEGY_MAX });
  const all = await Promise.all([1, 2, 3].map(async (n) => {
    const request = client.request({ ':method': 'POST' });
    request.end(bytes);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    return `${n} ${digest(Buffer.concat(chunks))}`;
  }));
  console.log(all);
  client.close();
  server.close(() => console.log(said.sort()));
});
