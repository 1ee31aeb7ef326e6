// Runs one command of just-bash as a process of the machine: arguments, environment, streams and exit code are the process's own.
import fs from 'node:fs';
import os from 'node:os';
import { spawnSync } from 'node:child_process';
import { files } from './files.mjs';

/** A synchronous call on a stream that is not ready is made again until it is. */
function retry(call) {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

function readInput(limit) {
  const chunks = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(65536);
    const count = retry(() => fs.readSync(0, chunk, 0, chunk.length, null));
    if (count === 0) return Buffer.concat(chunks).toString('latin1');
    size += count;
    if (size > limit) throw new Error('standard input is too large');
    chunks.push(chunk.subarray(0, count));
  }
}

function write(fd, text, isBytes) {
  let data = Buffer.from(text, isBytes ? 'latin1' : 'utf8');
  while (data.length > 0) data = data.subarray(retry(() => fs.writeSync(fd, data)));
}

/** Commands that start others (find -exec, awk) start them by the machine's own shell. */
async function execute(command, { args = [], cwd, env, replaceEnv, stdin = '', stdinKind } = {}, limit) {
  const child = spawnSync('/bin/sh', ['-c', args.length > 0 ? `${command} "$@"` : command, 'sh', ...args], {
    cwd,
    env: replaceEnv ? env : { ...process.env, ...env },
    input: Buffer.from(stdin, stdinKind === 'bytes' ? 'latin1' : 'utf8'),
    maxBuffer: limit,
  });
  if (child.error) return { stdout: '', stderr: `${child.error.message}\n`, exitCode: 126 };
  return {
    stdout: child.stdout.toString('latin1'),
    stdoutKind: 'bytes',
    stdoutEncoding: 'binary',
    stderr: child.stderr.toString('utf8'),
    exitCode: child.status ?? 128 + os.constants.signals[child.signal],
  };
}

/**
 * @param {{ name: string, execute: Function }} command
 * @param {Record<string, number>} limits just-bash's own
 */
export async function run(command, limits) {
  let input;
  const limit = limits.maxStringLength;
  const context = {
    fs: files,
    cwd: process.cwd(),
    env: new Map(Object.entries(process.env)),
    exportedEnv: { ...process.env },
    // Read when it is asked for: most commands are given files.
    get stdin() { return (input ??= readInput(limit)); },
    limits,
    exec: (text, options) => execute(text, options, limit),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
  let result;
  try {
    result = await command.execute(process.argv.slice(1), context);
  } catch (error) {
    result = { stdout: '', stderr: `${command.name}: ${error.message}\n`, exitCode: 1 };
  }
  write(1, result.stdout, result.stdoutKind === 'bytes' || result.stdoutEncoding === 'binary');
  write(2, result.stderr, false);
  process.exitCode = result.exitCode;
}
