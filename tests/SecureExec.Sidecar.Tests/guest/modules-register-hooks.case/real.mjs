export const real = true; export default 'original';
