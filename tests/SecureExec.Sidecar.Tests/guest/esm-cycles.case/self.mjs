import * as me from './self.mjs'; export { me }; export const value = 42;
