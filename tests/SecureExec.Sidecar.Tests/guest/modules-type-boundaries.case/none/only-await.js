const a = await Promise.resolve("awaited"); console.log(a);
