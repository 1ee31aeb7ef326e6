import './tla.mjs';
