const bytes = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0, 7, 7, 1, 3, 97, 100, 100, 0, 0, 10, 9, 1, 7, 0, 32, 0, 32, 1, 106, 11]);
const { instance, module } = await WebAssembly.instantiate(bytes); console.log(instance.exports.add(40, 2), WebAssembly.Module.exports(module), WebAssembly.validate(bytes), WebAssembly.validate(bytes.slice(1)));
console.log(new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.add(1, 2), new WebAssembly.Memory({ initial: 1 }).buffer.byteLength);
try { await WebAssembly.compile(bytes.slice(0, 10)); } catch (e) { console.log(e.name, e.message.split(':')[0]); }
