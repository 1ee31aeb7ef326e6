export interface Shape { side: number } export const area = ({ side }: Shape): number => side ** 2;
