class A {} new A().#x;
