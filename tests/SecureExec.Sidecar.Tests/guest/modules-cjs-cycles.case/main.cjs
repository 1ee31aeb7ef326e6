console.log(require('./a'), require('./b').done, require('./c').keys);
import('./e.mjs').then(async (ns) => {
  console.log(ns, ns.fromF);
  const { default: g } = await import('./h.mjs').catch((error) => ({ default: error.code }));
  console.log(g);
  const proxied = require('./a');
  console.log(proxied.self, Object.getPrototypeOf(proxied) === Object.prototype);
});
