console.log('never printed: enums need a transform');
enum Color { Red }
console.log(Color.Red);
