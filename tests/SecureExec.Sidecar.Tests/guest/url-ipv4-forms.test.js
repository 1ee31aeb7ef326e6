// What counts as an IPv4 address.
'use strict';
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const hosts = ['1', '1.', '1..', '01', '08', '0x', '0x.', '0X1F', '0xg', '1.2', '1.256', '1.65536', '1.2.65536', '1.2.3.256', '4294967295', '4294967296', '99999999999', '0.0.0.0', '1.2.3.4.', '1.2.3.4..', '.1', 'a.1', 'a.0x1', '1.a', '1e3', '0b1', '-1', '+1', '1 ', '１２７.１', '0000000000000000000001', '037777777777', '1.2.3.08', '1.2.3.0x', 'foo.0x4', '0x1.0x2.0x3.0x4', '256', '0xffffffff', '0x100000000'];
for (const host of hosts) console.log(JSON.stringify(host), show(() => new URL(`http://${host}/`).host), show(() => new URL(`foo://${host}/`).host));
