const x = await 1; globalThis.x = x;
