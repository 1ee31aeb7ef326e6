

throw new TypeError('three');
