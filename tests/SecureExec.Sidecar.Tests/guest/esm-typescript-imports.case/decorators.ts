function d(x: any) { return x; } @d class A {} export { A };
