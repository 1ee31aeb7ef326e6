// URLSearchParams: random operations on a live URL, then everything that can be read.
'use strict';
let seed = 20260101;
const next = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
const pick = (list) => list[next(list.length)];
const word = () => pick(['a', 'b', 'c d', 'é', '&', '=', '+', '%41', '%', '', '☃', '\ud800', '#', 'A', '~!*()\'', '\u0000']);
for (let round = 0; round < 60; round++) {
  const url = new URL(`http://h/?${Array.from({ length: next(6) }, () => `${word()}${pick(['=', '', '=='])}${word()}`).join(pick(['&', '&&', ';']))}`);
  const { searchParams } = url;
  for (let step = 0; step < 8; step++) {
    const [key, value] = [word(), word()];
    switch (next(6)) {
      case 0: searchParams.append(key, value); break;
      case 1: searchParams.set(key, value); break;
      case 2: searchParams.delete(key); break;
      case 3: searchParams.delete(key, value); break;
      case 4: searchParams.sort(); break;
      default: url.search = `${key}=${value}`;
    }
    console.log(url.href, searchParams.size, searchParams.has(key), searchParams.has(key, value), JSON.stringify(searchParams.get(key)), JSON.stringify(searchParams.getAll(key)));
  }
  console.log(JSON.stringify([...searchParams]), String(new URLSearchParams([...searchParams].reverse())));
}
