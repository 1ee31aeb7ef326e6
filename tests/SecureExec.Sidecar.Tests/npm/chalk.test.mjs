// A package with `imports` of its own (#ansi-styles, #supports-color by condition).
import chalk, { Chalk, chalkStderr, supportsColor, modifierNames, foregroundColorNames } from 'chalk';

console.log(supportsColor, chalk.level, chalkStderr.level);
const colored = new Chalk({ level: 3 });
console.log(JSON.stringify([colored.red('red'), colored.bold.hex('#123456').bgYellow('x'), colored.rgb(1, 2, 3).underline('a\nb'), colored.dim(`in ${colored.green('green')} out`)]));
console.log(JSON.stringify(new Chalk({ level: 1 }).hex('#ff8800')('downgraded')), JSON.stringify(new Chalk({ level: 2 }).rgb(12, 200, 3)('256')));
console.log(chalk.red('plain'), modifierNames.length, foregroundColorNames.slice(0, 3));
try {
  new Chalk({ level: 10 });
} catch (error) {
  console.log(error.message);
}
