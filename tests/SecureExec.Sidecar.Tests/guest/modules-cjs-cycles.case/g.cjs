exports.g = 1; try { require('./h.mjs'); } catch (e) { exports.code = e.code; exports.text = e.message.replaceAll(process.cwd(), ''); }
