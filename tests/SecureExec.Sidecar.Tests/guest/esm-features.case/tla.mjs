export const value = await new Promise((r) => setTimeout(r, 2, 'tla'));
