export interface Greeting { to: string }
export const greet = (g: Greeting): string => `hello ${g.to}`;
