'use strict';
// Messages changed at random and cut anywhere, read by the parser under node:http: the same events, and the same errors in the same words.
const { HTTPParser } = require('_http_common');
const seeds = [
 [1,'GET /path?query=1#f HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: ws\r\n\r\nrest'],
 [1,'POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5;a=b;c="q\\"x"\r\nhello\r\n0\r\nTrailer: v\r\n\r\nGET / HTTP/1.0\r\n\r\n'],
 [1,'PUT http://u:p@h:80/x HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\n\r\n'],
 [1,'CONNECT a.b:443 HTTP/1.1\r\nHost: a\r\n\r\ndata'],
 [1,'OPTIONS * HTTP/1.1\nA: b\nC:d\n\n'],
 [1,'GET / HTTP/1.1\r\nX: a\r\n b\r\nY:\r\nConnection: close\r\n\r\nGET'],
 [1,'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
 [1,'M-SEARCH * HTTP/1.1\r\nContent-Length : 3\r\n\r\nabc'],
 [1,'SOURCE /a ICE/1.0\r\n\r\n'], [1,'GET /a\r\n\r\n'], [1,'QUERY /a HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nab'],
 [2,'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 204 No\r\n\r\n'],
 [2,'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
 [2,'HTTP/1.0 200 OK\r\nA: b\r\n\r\nuntil the end'],
 [2,'HTTP/1.1 101 Sw\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nother'],
 [2,'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304\r\nETag: x\r\n\r\n'],
 [2,'RTSP/1.0 200 OK\r\nTransfer-Encoding: identity\r\n\r\nabc'],
 [2,'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\nmore'],
];
let s = 1;
const rnd = (n) => { s = (Math.imul(s, 1103515245) + 12345) >>> 0; return (s >>> 8) % n; };
const bits = ['\r','\n','\r\n',' ','\t',':',';','=','"','\\','\0','\x01','\x7f','\x80','\xff',',','chunked','0','f','G',', close','Content-Length: 1\r\n','Transfer-Encoding: chunked\r\n','?','#','/','@','[','HTTP/1.1','Upgrade','\x0b','\x0c','9999999999999999999999'];
const N = 600;
const lines = [];
for (let i = 0; i < N; i++) {
  let [type, text] = seeds[rnd(seeds.length)];
  for (let m = rnd(4); m > 0; m--) {
    const at = rnd(text.length + 1);
    const k = rnd(4);
    if (k === 0) text = text.slice(0, at) + bits[rnd(bits.length)] + text.slice(at);
    else if (k === 1) text = text.slice(0, at) + text.slice(at + 1 + rnd(3));
    else if (k === 2) text = text.slice(0, at) + String.fromCharCode(rnd(256)) + text.slice(at + 1);
    else { const b = rnd(text.length + 1); text = text.slice(0, at) + text.slice(b, b + rnd(20)) + text.slice(at); }
  }
  const lenient = rnd(3) === 0 ? rnd(2048) : 0;
  const ev = [];
  const p = new HTTPParser();
  const answer = rnd(12) === 0 ? 1 + rnd(2) : 0;
  p[0] = () => { ev.push('begin'); };
  p[1] = (h, u) => { ev.push(['headers', h, u]); };
  p[2] = (...a) => { ev.push(['complete', ...a]); return answer; };
  p[3] = (b) => { const t = b.toString('latin1'); if (ev.length && ev[ev.length-1][0] === 'body') ev[ev.length-1][1] += t; else ev.push(['body', t]); };
  p[4] = () => { ev.push('done'); };
  p.initialize(type, {}, 0, lenient);
  const buf = Buffer.from(text, 'latin1');
  let at = 0, out = [];
  while (at < buf.length) {
    const n = rnd(3) === 0 ? 1 + rnd(8) : buf.length - at;
    const r = p.execute(buf.subarray(at, at + n));
    if (r instanceof Error) { out.push([r.code, r.reason]); break; }
    out.push(r);
    if (r < Math.min(n, buf.length - at)) break;
    at += n;
  }
  const f = p.finish();
  if (f instanceof Error) out.push([f.code, f.reason]); 
  lines.push(JSON.stringify([i, type, lenient, answer, text, out, ev]));
}
console.log(lines.join('\n'));
