// A CommonJS package with an ES module wrapper; reads process.argv, writes to process.stdout and ends the process.
import { Command, Option, Argument, InvalidArgumentError } from 'commander';

const lines = [];
const make = () => {
  const program = new Command('tool').version('1.2.3').description('does things')
    .exitOverride().configureOutput({ writeOut: (text) => lines.push(text), writeErr: (text) => lines.push(`error: ${text}`) });
  program.command('copy').alias('cp').argument('<from>', 'source').addArgument(new Argument('[to...]', 'targets').default(['.']))
    .option('-f, --force', 'overwrite').addOption(new Option('-m, --mode <mode>', 'how').choices(['fast', 'safe']).default('safe').env('COPY_MODE'))
    .option('-n, --number <n>', 'count', (text) => {
      const number = Number(text);
      if (Number.isNaN(number)) throw new InvalidArgumentError('Not a number.');
      return number;
    }, 1)
    .option('--no-color', 'plain')
    .action((from, to, options) => console.log('copy', from, to, options));
  program.command('wait').action(async () => {
    await null;
    console.log('waited');
  });
  return program;
};
for (const args of [['copy', 'a', 'b', 'c', '-f', '-n', '3', '--no-color'], ['cp', 'a', '--mode=fast'], ['copy'], ['copy', 'a', '-m', 'slow'], ['copy', 'a', '-n', 'x'], ['cop'], ['--help'], ['help', 'copy'], ['--version']]) {
  try {
    await make().parseAsync(args, { from: 'user' });
  } catch (error) {
    console.log(error.code, error.exitCode, error.message);
  }
}
console.log(lines.join(''));
await make().parseAsync(['wait'], { from: 'user' });
process.argv.push('copy', 'from-argv');
make().parse();
process.on('exit', (code) => console.log('exit', code));
new Command('ends').requiredOption('-r, --required <value>').parse(['node', 'ends']);
