// npm itself: packages from a registry, a lock file, scripts of the shell, tsc, npx, and what it says of failures.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const home = fs.realpathSync(fs.mkdtempSync('/tmp/npm-'));
const bin = path.join(home, 'bin');
const project = path.join(home, 'project');
fs.mkdirSync(bin);
fs.mkdirSync(project);
for (const name of ['npm', 'npx']) fs.symlinkSync(path.resolve(`node_modules/npm/bin/${name}-cli.js`), path.join(bin, name));
const env = { PATH: `${bin}:${process.env.PATH}`, HOME: home, NO_COLOR: '1', npm_config_registry: process.env.REGISTRY, npm_config_audit: 'false', npm_config_fund: 'false', npm_config_update_notifier: 'false' };
const plain = (text) => text.replaceAll(process.env.REGISTRY, 'REGISTRY/').replaceAll(home, 'HOME').replaceAll(/in \d+m?s/g, 'in TIME').replaceAll(/\d{4}-\d\d-\d\dT[\w-]+-debug/g, 'DATE-debug').replaceAll(/node v\S+/g, 'NODE');
const run = (command, ...args) => {
  const { status, signal, stdout, stderr } = spawnSync(command, args, { cwd: project, env, encoding: 'utf8', input: '' });
  console.log(`$ ${command} ${args.join(' ')}\n${plain(stdout)}${plain(stderr)}=> ${status ?? signal}`);
};
const write = (file, text) => {
  fs.mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  fs.writeFileSync(path.join(project, file), text);
};
const show = (file) => console.log(`${file}:\n${plain(fs.readFileSync(path.join(project, file), 'utf8'))}`);

write('package.json', JSON.stringify({
  name: 'project',
  version: '0.1.0',
  private: true,
  scripts: {
    prebuild: 'rm -rf dist && mkdir -p dist',
    build: 'tsc -p . && cp README.txt dist/ && node dist/main.js | tr a-z A-Z > dist/out.txt',
    postbuild: 'echo "built $npm_package_name $npm_package_version by $npm_lifecycle_event: $(cat dist/out.txt)"',
    test: 'for word in a b; do shout "$word" $0; done; test -f dist/main.js || exit 9',
    fails: 'echo before; (exit 4) && echo never',
    start: 'node dist/main.js',
  },
}, null, 2));
write('README.txt', 'read me\n');
write('tsconfig.json', JSON.stringify({ compilerOptions: { target: 'es2022', module: 'commonjs', strict: true, declaration: true, outDir: 'dist', rootDir: 'src', types: [], lib: ['es2022'] } }));
write('src/main.ts', "import { padded } from 'padded';\nimport { twice } from './twice';\ndeclare const console: { log(...values: unknown[]): void };\nconst lines: readonly string[] = [0, 1, 2].map((n) => padded(n, 6));\nconsole.log(twice(lines).join(' '));\n");
write('src/twice.ts', 'export function twice<T>(values: readonly T[]): T[] {\n  return [...values, ...values];\n}\n');

run('npm', 'install', 'padded@^1.0.0');
run('npm', 'install', '--save-dev', 'typescript', 'shout');
show('package.json');
show('package-lock.json');
console.log(fs.readdirSync(path.join(project, 'node_modules')).sort(), fs.readdirSync(path.join(project, 'node_modules/.bin')).sort());
run('npm', 'ls', '--all');
run('npm', 'run', 'build');
show('dist/main.js');
show('dist/twice.d.ts');
run('npm', 'test');
run('npm', 'run', 'fails');
run('npm', 'run', '--silent', 'start');
run('npm', 'run', 'unknown');
run('npx', 'shout', 'by', 'npx');
run('npx', 'shout');
fs.rmSync(path.join(project, 'node_modules'), { recursive: true });
run('npm', 'ci', '--omit=dev');
console.log(fs.readdirSync(path.join(project, 'node_modules')).sort());
run('npm', 'install', 'no-such-package');
run('npm', 'view', 'padded', 'versions', 'dependencies', '--json');
run('npm', 'uninstall', 'padded');
console.log(fs.existsSync(path.join(project, 'node_modules/padded')));
write('src/wrong.ts', 'export const n: number = "text";\n');
run('npm', 'run', 'build');
fs.rmSync(home, { recursive: true });
