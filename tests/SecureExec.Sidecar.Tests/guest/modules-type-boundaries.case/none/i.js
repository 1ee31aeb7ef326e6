import "node:fs"; export const kind = "i detected";
