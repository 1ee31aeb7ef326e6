// The file system of the machine as the commands of just-bash see one (IFileSystem), over node:fs.
import fs from 'node:fs';
import path from 'node:path';

/** @param {fs.Stats} stat */
const describe = (stat) => ({
  isFile: stat.isFile(),
  isDirectory: stat.isDirectory(),
  isSymbolicLink: stat.isSymbolicLink(),
  mode: stat.mode & 0o7777,
  size: stat.size,
  mtime: stat.mtime,
  dev: stat.dev,
  ino: stat.ino,
});

const encodingOf = (options) => (typeof options === 'string' ? options : options?.encoding) ?? 'utf8';

/** Text of these commands that stands for bytes has one character for each. */
const toBytes = (content, options) => (typeof content === 'string' ? Buffer.from(content, encodingOf(options)) : content);

export const files = {
  readFile: async (file, options) => fs.readFileSync(file, encodingOf(options)),
  readFileBytes: async (file) => fs.readFileSync(file, 'latin1'),
  readFileBuffer: async (file) => new Uint8Array(fs.readFileSync(file)),
  writeFile: async (file, content, options) => fs.writeFileSync(file, toBytes(content, options)),
  appendFile: async (file, content, options) => fs.appendFileSync(file, toBytes(content, options)),
  exists: async (file) => fs.existsSync(file),
  stat: async (file) => describe(fs.statSync(file)),
  lstat: async (file) => describe(fs.lstatSync(file)),
  mkdir: async (file, options) => void fs.mkdirSync(file, options),
  readdir: async (file) => fs.readdirSync(file),
  readdirWithFileTypes: async (file) => fs.readdirSync(file, { withFileTypes: true }).map((entry) => ({
    name: entry.name,
    isFile: entry.isFile(),
    isDirectory: entry.isDirectory(),
    isSymbolicLink: entry.isSymbolicLink(),
  })),
  rm: async (file, options) => fs.rmSync(file, options),
  cp: async (from, to, options) => fs.cpSync(from, to, options),
  mv: async (from, to) => fs.renameSync(from, to),
  resolvePath: (base, file) => path.resolve(base, file),
  getAllPaths: () => [],
  chmod: async (file, mode) => fs.chmodSync(file, mode),
  symlink: async (target, file) => fs.symlinkSync(target, file),
  link: async (existing, file) => fs.linkSync(existing, file),
  readlink: async (file) => fs.readlinkSync(file),
  realpath: async (file) => fs.realpathSync(file),
  utimes: async (file, atime, mtime) => fs.utimesSync(file, atime, mtime),
};
