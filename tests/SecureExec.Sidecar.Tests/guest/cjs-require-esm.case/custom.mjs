export { v as 'module.exports' }; const v = 'the whole'; export const hidden = 1;
