export const lazy: string = 'lazy';
