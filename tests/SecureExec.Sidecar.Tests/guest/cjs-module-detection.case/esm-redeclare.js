const require = 1; await 0; export const r = require;
