export const named: number = 1;
export default 'default' as string;
