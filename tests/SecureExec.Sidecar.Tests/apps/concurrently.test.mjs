// Commands beside each other: by its command line and by its interface, with prefixes, success conditions, kills and the order of ends.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import { Writable } from 'node:stream';
import concurrently from 'concurrently';

fs.writeFileSync('package.json', JSON.stringify({ scripts: { 'say:a': 'echo script a', 'say:b': 'echo script b' } }));
const require = createRequire(import.meta.url);
const bin = require.resolve('concurrently').replace(/node_modules.concurrently.*/, 'node_modules/.bin/concurrently');
const run = (...args) => {
  const { status, stdout, stderr, signal } = spawnSync(bin, args, { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: '/tmp', NO_COLOR: '1' } });
  console.log(args.join(' '), '=>', status, signal, stdout.split('\n').sort().filter(Boolean), stderr);
};
run('echo one', 'echo two');
run('--names', 'left,right', '--prefix', '{index}-{name}', 'node -e "console.log(process.argv.length, 6 * 7)"', 'sh -c "echo $((1 + 1)); exit 2"');
run('--raw', 'printf "a b\\n"', 'node -p 1+1');
run('--group', '--max-processes', '1', 'echo first', 'echo second', 'echo third');
run('--success', 'first', 'exit 0', 'sleep 0.2; exit 1');
run('--success', 'command-1', 'exit 3', 'exit 0');
run('--kill-others-on-fail', '--names', 'fails,waits', 'sh -c "exit 5"', 'exec sleep 30');
run('--kill-others', '--success', 'first', 'sleep 0.1', 'exec node -e "setInterval(() => {}, 1000)"');
run('--no-such-option', 'echo x');
run('--restart-tries', '2', '--restart-after', '10', '-P', 'test -e counter || { echo {1} >> tries; test $(wc -l < tries) -ge 3; }', '--', 'again');
run();

const output = [];
const { result, commands } = concurrently(
  ['echo api', { command: 'echo "$WHO"', name: 'env', env: { WHO: 'me' } }, { command: 'node -e "process.exit(4)"', name: 'bad', cwd: '/tmp' }, { command: 'cat', name: 'input' }],
  { outputStream: new Writable({ write(chunk, encoding, done) { output.push(String(chunk)); done(); } }), prefix: 'none', successCondition: 'all', raw: false },
);
commands[3].stdin.end('typed\n');
commands.forEach((command) => command.close.subscribe(({ exitCode, index, killed, command: { name } }) => output.push(`event ${index} ${name} ${exitCode} ${killed}\n`)));
const ends = await result.catch((closed) => closed);
console.log(ends.map(({ index, exitCode, command }) => [index, command.name, exitCode]).sort());
console.log(output.join('').split('\n').sort().filter(Boolean));
console.log(commands.map((command) => [command.exited, command.killed, command.state]));
