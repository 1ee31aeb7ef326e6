export const one = 1; export const shared = 1;
