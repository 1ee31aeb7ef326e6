if (true) { import './one.mjs'; }
