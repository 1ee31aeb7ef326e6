for (const name of ['missing', 'missing-star', 'ambiguous', 'cjs-missing', 'duplicate', 'await-sync', 'import-in-block', 'strict', 'unterminated', 'private', 'deep', 'bad-regexp', 'html-comment', 'reserved', 'default-missing', 'assign-import']) {
  try { await import(`./${name}.mjs`); console.log(name, 'loaded'); } catch (e) {
    const [place, line, carets] = e.stack.split('\n');
    console.log(name, '|', e.name, '|', e.message, '|', /mjs:\d+/.exec(place)?.[0], '|', place.includes('mjs:') ? line + '|' + carets : '');
  }
}
