'use strict';
// Addresses without a connection: block lists, socket addresses, what is an address.
const net = require('node:net');

const list = new net.BlockList();
list.addAddress('1.1.1.1');
list.addAddress('::2', 'ipv6');
list.addAddress('9.9.9.9');
list.addRange('10.0.0.1', '10.0.0.10');
list.addSubnet('8592:757c:efae:4e45::', 64, 'ipv6');
list.addSubnet('192.168.0.0', 16);
console.log(list.rules.toSorted(), net.BlockList.isBlockList(list));
for (const [address, family] of [
  ['1.1.1.1', 'ipv4'], ['1.1.1.2', 'ipv4'], ['10.0.0.5', 'ipv4'], ['10.0.0.11', 'ipv4'], ['::ffff:10.0.0.5', 'ipv6'], ['::2', 'ipv6'],
  ['8592:757c:efae:4e45:f::1', 'ipv6'], ['8592:757c:efae:4e46::1', 'ipv6'], ['192.168.255.255', 'ipv4'], ['::ffff:c0a8:1', 'ipv6'], ['nonsense', 'ipv4'],
]) console.log(address, list.check(address, family));
const copy = new net.BlockList();
copy.fromJSON(list.toJSON());
console.log(copy.rules.length);
try {
  list.addRange('10.0.0.9', '10.0.0.1');
} catch (error) {
  console.log(error.code, error.message);
}
list.removeAddress('1.1.1.1');
console.log(list.check('1.1.1.1'), list.rules.length);

console.log(new net.SocketAddress({ address: '2001:0DB8:0:0:0:0:0:1', family: 'ipv6', port: 80, flowlabel: 5 }), net.SocketAddress.parse('[::1]:99'), net.SocketAddress.parse('1.2.3.4:5'));
try {
  new net.SocketAddress({ address: '1.2.3' });
} catch (error) {
  console.log(error.code, error.message);
}
for (const text of ['127.0.0.1', '::1', '::ffff:1.2.3.4', '1.2.3', '1:2', '01.2.3.4', '::1%lo', '']) console.log(JSON.stringify(text), net.isIP(text), net.isIPv4(text), net.isIPv6(text));
