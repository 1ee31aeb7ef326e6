let n = 0; export const times = () => ++n;
