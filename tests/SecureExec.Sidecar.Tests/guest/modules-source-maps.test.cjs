const { SourceMap, findSourceMap, setSourceMapsSupport, getSourceMapsSupport } = require('module');
const fs = require('fs');
const path = require('path');
const dir = fs.mkdtempSync('/tmp/map-');
const payload = { version: 3, file: 'out.js', sources: ['in.ts'], sourcesContent: ['type X = 1;\nfunction named() {\n  throw new Error("mapped");\n}\n'], names: ['named'], mappings: 'AACA,SAASA;EACP,MAAM,IAAI,MAAM;AAClB' };
const map = new SourceMap(payload, { lineLengths: [20, 30] });
console.log(map.payload.sources, map.lineLengths, map.findEntry(0, 10), map.findEntry(1, 5), map.findEntry(50, 0), map.findOrigin(2, 9));
console.log(getSourceMapsSupport());
setSourceMapsSupport(true, { nodeModules: true });
console.log(getSourceMapsSupport(), process.sourceMapsEnabled);
const file = path.join(dir, 'out.js');
fs.writeFileSync(file, `exports.named = function named() {\n  throw new Error("mapped");\n};\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(payload)).toString('base64')}\n`);
const m = require(file);
console.log(findSourceMap(file)?.payload.names, findSourceMap('/nothing.js'));
try {
  m.named();
} catch (error) {
  console.log(error.stack.replaceAll(dir, '').split('\n').slice(0, 2));
}
fs.writeFileSync(path.join(dir, 'outer.js'), 'module.exports = () => { throw new TypeError("outer"); };\n//# sourceMappingURL=outer.js.map\n');
fs.writeFileSync(path.join(dir, 'outer.js.map'), JSON.stringify({ ...payload, sources: ['outer.ts'], mappings: 'AAEA,eAAe' }));
try {
  require(path.join(dir, 'outer.js'))();
} catch (error) {
  console.log(error.stack.replaceAll(dir, '').split('\n').slice(0, 2));
}
fs.writeFileSync(path.join(dir, 'bad.js'), 'module.exports = 1;\n//# sourceMappingURL=missing.map\n');
console.log(require(path.join(dir, 'bad.js')), findSourceMap(path.join(dir, 'bad.js')));
setSourceMapsSupport(false);
console.log(process.sourceMapsEnabled);
for (const bad of [[1], [true, 5], [true, { nodeModules: 1 }]]) try { setSourceMapsSupport(...bad); } catch (error) { console.log(error.code); }
for (const bad of [undefined, 5, null]) try { new SourceMap(bad); } catch (error) { console.log(error.code); }
process.on('exit', () => { Error.prepareStackTrace = (error, sites) => sites.map((site) => `${site.getFunctionName()}:${site.getLineNumber()}:${site.isNative()}:${site.isToplevel()}`); try { m.named(); } catch (error) { console.log(error.stack[0]); } });
