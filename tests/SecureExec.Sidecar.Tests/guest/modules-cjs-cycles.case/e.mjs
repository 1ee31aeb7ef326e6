import { f, later } from './f.mjs'; export function e() { return 'e'; } export let value = 1; export const fromF = f(); console.log('e body', later());
