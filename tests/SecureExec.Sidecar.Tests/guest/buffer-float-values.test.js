// Floats and doubles: special values, denormals, NaN payloads, both byte orders.
'use strict';
const values = [0, -0, 1, -1, 0.1, 1 / 3, Math.PI, Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON, Number.MAX_SAFE_INTEGER, 2 ** 24 + 1, 3.4028234663852886e38, 3.4028235677973366e38, 1.401298464324817e-45, 1e-46, 1.1754943508222875e-38, NaN, Infinity, -Infinity, 65504, 65505, 65520, 5.960464477539063e-8];
for (const value of values) {
  const out = ['FloatLE', 'FloatBE', 'DoubleLE', 'DoubleBE'].map((kind) => {
    const target = Buffer.alloc(8);
    const end = target[`write${kind}`](value, 0);
    return [target.toString('hex'), end, Object.is(target[`read${kind}`](0), value), String(target[`read${kind}`](0))];
  });
  console.log(Object.is(value, -0) ? '-0' : String(value), JSON.stringify(out));
}
for (const hex of ['7fc00000', '7fc00001', 'ffc00000', '7f800001', '00000001', '807fffff', '80000000']) console.log(hex, Buffer.from(hex, 'hex').readFloatBE(), Object.is(Buffer.from(hex, 'hex').readFloatBE(), -0), Buffer.from(hex + hex, 'hex').readDoubleBE(), Buffer.from(hex + hex, 'hex').readDoubleLE());
