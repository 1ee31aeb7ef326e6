export const { filename, url } = import.meta;
