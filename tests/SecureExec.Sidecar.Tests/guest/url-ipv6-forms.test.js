// IPv6 addresses: compression, embedded IPv4, and what is refused.
'use strict';
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const hosts = ['::', '::1', '1::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '1:0:0:2:0:0:0:3', '0:0:1:0:0:2:0:0', '::ffff:1.2.3.4', '::1.2.3', '::1.2.3.4.5', '::1.2.3.256', '::01.2.3.4', '1.2.3.4::', '::12345', '::G', 'FFFF::ABCD', '::1%25eth0', '::1%eth0', ':1', '1:', ':', '', '::1.2.3.4:5', '1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:7:1.2.3.4', '0:0:0:0:0:0:0:0', 'v1.x', '2001:DB8::0:0:1'];
for (const host of hosts) console.log(JSON.stringify(host), show(() => new URL(`http://[${host}]:8/`).host), show(() => new URL(`foo://[${host}]/`).hostname), show(() => { const url = new URL('http://x/'); url.hostname = `[${host}]`; return url.host; }));
