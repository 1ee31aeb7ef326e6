const ok = 1;
const x = {a:1,,b};
