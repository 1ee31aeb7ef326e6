export declare function padded(n: number, width: number): string;
