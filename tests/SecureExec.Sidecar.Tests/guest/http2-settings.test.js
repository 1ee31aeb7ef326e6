// Settings, pings, windows and goodbyes of sessions.
const http2 = require('node:http2');

console.log(JSON.stringify(http2.getDefaultSettings()));
const packed = http2.getPackedSettings({ headerTableSize: 1000, enablePush: false, initialWindowSize: 100, maxConcurrentStreams: 5, customSettings: { 1244: 456 } });
console.log(packed.toString('hex'), JSON.stringify(http2.getUnpackedSettings(packed)));
console.log(Object.keys(http2.constants).length, Object.getOwnPropertyNames(http2.constants).length, http2.constants.NGHTTP2_HCAT_RESPONSE, http2.constants.NGHTTP2_NO_ERROR);
for (const wrong of [{ headerTableSize: -1 }, { maxFrameSize: 1 }, { enablePush: 0 }, { initialWindowSize: 2 ** 32 }]) {
  try {
    http2.getPackedSettings(wrong);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}

// What the two sides say is told apart: which comes first is nobody's promise.
const said = [];
const server = http2.createServer({ settings: { maxConcurrentStreams: 7, customSettings: { 1244: 1 } }, remoteCustomSettings: [4711] });
server.on('session', (session) => {
  session.on('remoteSettings', (settings) => said.push(['server sees', settings.initialWindowSize, JSON.stringify(settings.customSettings)]));
  session.on('ping', (payload) => said.push(['server pinged', payload.toString()]));
  session.on('goaway', (code, last, data) => said.push(['server goaway', code, last, data?.toString()]));
  session.on('close', () => said.push(['server session closed']));
});
server.on('stream', (stream) => {
  stream.respond();
  stream.end('done');
});

server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`, { settings: { initialWindowSize: 1000, customSettings: { 4711: 8 } }, remoteCustomSettings: [1244] });
  client.on('localSettings', (settings) => console.log('client has', settings.initialWindowSize, JSON.stringify(settings.customSettings)));
  client.on('remoteSettings', (settings) => console.log('client sees', settings.maxConcurrentStreams, JSON.stringify(settings.customSettings)));
  client.on('connect', () => {
    console.log(client.type, client.alpnProtocol, client.encrypted, client.originSet, client.pendingSettingsAck);
    console.log(JSON.stringify(client.state));
    client.setLocalWindowSize(2 ** 20);
    console.log(client.state.localWindowSize, client.state.effectiveLocalWindowSize);
    console.log(client.ping(Buffer.from('12345678'), (error, duration, payload) => {
      console.log('pinged', error, typeof duration, payload.toString());
      client.settings({ enablePush: false }, (failed, settings) => {
        console.log('accepted', failed, settings.enablePush);
        const request = client.request({ ':path': '/' });
        request.on('response', (headers) => console.log(headers[':status'], request.state.localWindowSize));
        request.resume();
        request.on('close', () => {
          client.setNextStreamID(101);
          console.log(client.state.nextStreamID);
          client.goaway(0, 0, Buffer.from('bye'));
          client.close();
        });
      });
    }));
    try {
      client.ping(Buffer.from('short'), () => {});
    } catch (error) {
      console.log(error.code);
    }
  });
  client.on('close', () => {
    console.log('client closed', client.destroyed, client.closed);
    console.log(tryPing(client));
    server.close(() => console.log('server closed', said));
  });
});

function tryPing(client) {
  try {
    return client.ping(() => {});
  } catch (error) {
    return error.code;
  }
}
