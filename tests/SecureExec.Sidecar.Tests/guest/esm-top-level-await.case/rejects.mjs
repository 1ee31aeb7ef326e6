await null; throw new Error('no luck');
