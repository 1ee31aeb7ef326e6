export const fine = 1;
let broken = = 2;
