export const fromModule = () => import.meta.url;
