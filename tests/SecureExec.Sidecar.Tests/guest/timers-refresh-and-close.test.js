'use strict';
let runs = 0;
const again = setTimeout(() => {
  console.log('run', ++runs);
  if (runs < 3) again.refresh();
  else startInterval();
}, 2);
const closed = setTimeout(() => console.log('must not come'), 5);
console.log(closed.close() === closed, closed.hasRef());
const byNumber = setTimeout(() => console.log('must not come'), 5);
clearTimeout(+byNumber);
const byText = setTimeout(() => console.log('must not come'), 5);
clearTimeout(String(+byText));
{
  const disposed = setTimeout(() => console.log('must not come'), 5);
  disposed[Symbol.dispose]();
  const immediate = setImmediate(() => console.log('must not come'));
  immediate[Symbol.dispose]();
}
clearTimeout(undefined); clearTimeout(null); clearTimeout({}); clearTimeout('x'); clearInterval(Symbol.iterator.toString()); clearImmediate(7);
console.log(require('util').inspect(again).split(' ')[0], typeof again[Symbol.toPrimitive]());
function startInterval() {
  const interval = setInterval((a, b) => {
    console.log('interval', a, b);
    if (++interval.count === 2) clearInterval(interval);
  }, 1, 'a', 'b');
  interval.count = 0;
}
