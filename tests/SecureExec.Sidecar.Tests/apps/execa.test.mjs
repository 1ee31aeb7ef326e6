// Children of node and of the shell: pipes, input, errors, signals, streams, templates, IPC and the synchronous forms.
import { $, execa, execaNode, execaSync, ExecaError, parseCommandString } from 'execa';
import fs from 'node:fs';
import { Readable, Writable } from 'node:stream';

const told = (error) => [error instanceof ExecaError, error.exitCode, error.signal, error.failed, error.timedOut, error.isCanceled, error.isMaxBuffer, error.code, error.shortMessage.replaceAll(process.execPath, 'node').replaceAll(/'/g, '')];
const node = (code, options) => execa(process.execPath, ['-e', code], options);
fs.writeFileSync('script.js', 'process.stdin.setEncoding("utf8").on("data", (text) => process.stdout.write(text.toUpperCase())).on("end", () => console.error("done", process.argv.slice(2).join("|")));');

const { stdout, stderr, exitCode, command, cwd } = await execa('echo', ['a b', '$HOME', 'é"\'']);
console.log(stdout, stderr, exitCode, command, cwd === process.cwd());
const scripted = await execaNode('script.js', ['x y', ''], { input: 'from input', all: true });
console.log(scripted.stdout, scripted.stderr, scripted.all.length);
console.log((await execa`${parseCommandString('printf %s\\ %s one two')}`).stdout, parseCommandString('a  b\\ c'));
console.log((await execa('sh', ['-c', 'echo out; echo err >&2; exit 3']).catch((error) => error)).stderr);
console.log(...told(await execa('sh', ['-c', 'exit 3']).catch((error) => error)));
console.log(...told(await execa('no-such-command').catch((error) => error)));
console.log(...told(await node('setInterval(() => {}, 1000)', { timeout: 300 }).catch((error) => error)));
console.log(...told(await node('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)').catch((error) => error)));
// It ends by SIGTERM or by SIGPIPE, whichever comes first.
console.log(await execa('sh', ['-c', 'while :; do echo yyyyyyyy; done'], { maxBuffer: 1000 }).catch(({ isMaxBuffer, isTerminated, stdout: some }) => [isMaxBuffer, isTerminated, some.length]));
const controller = new AbortController();
const cancelled = node('setInterval(() => {}, 1000)', { cancelSignal: controller.signal }).catch(told);
controller.abort();
console.log(...(await cancelled).slice(0, 6));
const killed = execa('sleep', ['100']);
killed.kill('SIGINT');
console.log(...told(await killed.catch((error) => error)));
console.log((await execa({ shell: true })`echo $((6 * 7)) | tr 4 X && echo "$VALUE" | wc -c`).stdout);
console.log((await execa({ shell: true, env: { VALUE: 'v' }, reject: false })`echo "[$VALUE]"; false`).exitCode);
console.log((await execa({ extendEnv: false, env: { ONLY: '1', PATH: process.env.PATH } })`env`).stdout.split('\n').map((line) => line.replace(/^PATH=.*/, 'PATH')).filter((line) => !/^(_|SHLVL|PWD)=/.test(line)).sort());
console.log((await $`echo ${['several', 'arguments here']} ${1}${2}`).stdout, (await $({ input: 'c\nb\na' })`sort`.pipe`head -n 2`.pipe`tr a-z A-Z`).stdout);
const piped = await execa('echo', ['through\nnode']).pipe(execa(process.execPath, ['script.js']));
console.log(piped.stdout, piped.pipedFrom.length, piped.pipedFrom[0].stdout);
console.log((await execa('cat', { input: Buffer.from([0, 255, 1]), encoding: 'buffer' })).stdout, (await execa('cat', { input: Readable.from(['stream ', 'input']) })).stdout, (await execa('cat', { inputFile: 'script.js' })).stdout.length);
await execa('echo', ['into a file'], { stdout: { file: 'out.txt' } });
console.log(fs.readFileSync('out.txt', 'utf8'));
let written = '';
await execa('echo', ['to a stream'], { stdout: ['pipe', new Writable({ write(chunk, encoding, done) { written += chunk; done(); } })] });
console.log(JSON.stringify(written), (await execa('printf', ['a\\nb\\n\\nc'], { lines: true })).stdout);
const transform = function* (line) { if (line !== 'drop') yield `<${line}>`; };
console.log((await execa('printf', ['keep\\ndrop\\nkeep'], { stdout: transform })).stdout);
const lines = [];
for await (const line of execa('sh', ['-c', 'for i in 1 2 3; do echo line $i; done'])) lines.push(line);
console.log(lines, (await execa('echo', ['no newline kept'], { stripFinalNewline: false })).stdout.length);
const talking = execaNode({ ipc: true, ipcInput: { hello: 'child' } })`${(fs.writeFileSync('talk.mjs', 'import { getOneMessage, sendMessage, getEachMessage } from "execa"; await sendMessage({ got: await getOneMessage() }); for await (const message of getEachMessage()) { await sendMessage(message * 2); if (message === 3) break; }'), 'talk.mjs')}`;
console.log(await talking.getOneMessage());
for (const n of [1, 2, 3]) { const answer = talking.getOneMessage(); await talking.sendMessage(n); console.log(await answer); }
console.log((await talking).ipcOutput);
const sync = execaSync('sh', ['-c', 'read line; echo "got $line"; echo oops >&2'], { input: 'a line\n' });
console.log(sync.stdout, sync.stderr, sync.durationMs >= 0);
try { execaSync('sh', ['-c', 'echo text; kill -TERM $$']); } catch (error) { console.log(...told(error), error.stdout); }
try { execaSync('no-such-command'); } catch (error) { console.log(error.code); }
const duplex = execa('tr', ['a-z', 'A-Z']).duplex();
duplex.end('duplex');
console.log(String(Buffer.concat(await duplex.toArray())).trim());
const all = await Promise.all(Array.from({ length: 12 }, (_, i) => execa('sh', ['-c', `echo ${i}; exit ${i % 2}`], { reject: false })));
console.log(all.map(({ stdout: out, exitCode: code }) => `${out}:${code}`).join(' '));
await execa({ stdio: 'inherit' })`echo inherited`;
console.log((await execa({ preferLocal: true })`tsc --version`).stdout, (await execa('tsc', ['--version'], { preferLocal: true, localDir: '.' })).exitCode);
