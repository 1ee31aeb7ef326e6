export const feature = 'feature';
