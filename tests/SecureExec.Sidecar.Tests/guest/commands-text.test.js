'use strict';
// Commands on text and streams, beside GNU's.
const { spawnSync } = require('child_process');

const text = 'banana 3\napple 10\ncherry 2\napple 10\n\n  indented\tTab\nlast line without end';
const runs = [
  ['cat'], ['cat', '-n'], ['cat', '-b', '-E'], ['cat', '-s', '-T'], ['head', '-n', '2'], ['head', '-1'], ['head', '-c', '5'], ['tail', '-n', '2'], ['tail', '-n', '+6'], ['tail', '-c', '4'], ['tail', '-1'],
  ['wc'], ['wc', '-l'], ['wc', '-w'], ['wc', '-c'], ['wc', '-L'], ['sort'], ['sort', '-r'], ['sort', '-u'], ['sort', '-k', '2', '-n'], ['sort', '-k2,2n', '-k1,1r'], ['sort', '-t', ' ', '-k', '1.2'], ['sort', '-f'], ['sort', '-b'],
  ['uniq'], ['uniq', '-c'], ['cut', '-d', ' ', '-f', '1'], ['cut', '-c', '1-3,5'], ['cut', '-b', '2-'], ['cut', '-d', ' ', '-f', '2-', '-s'], ['tr', 'a-z', 'A-Z'], ['tr', '-d', 'aeiou'], ['tr', '-s', 'p'], ['tr', '-cd', '[:alnum:]\\n'], ['tr', '[:lower:]', '[:upper:]'],
  ['grep', 'apple'], ['grep', '-c', 'apple'], ['grep', '-n', 'a'], ['grep', '-v', 'a'], ['grep', '-i', 'TAB'], ['grep', '-o', 'an'], ['grep', '-E', '(an){2}|^c'], ['grep', '-F', 'a.'], ['grep', '-w', 'apple'], ['grep', '-x', 'apple 10'], ['grep', '-q', 'nope'], ['grep', '-A1', 'cherry'], ['grep', '-B', '1', 'cherry'], ['grep', '-m', '1', 'a'], ['grep', '-e', 'ban', '-e', 'che'], ['grep', '\\(an\\)\\{2\\}'], ['grep', '[[:digit:]]\\+'], ['grep', '^$'], ['grep', '['],
  ['sed', 's/a/A/'], ['sed', '-n', '2p'], ['sed', '1d;s/p\\+/P/g'], ['sed', '-E', 's/(.)(.)/\\2\\1/'], ['sed', '$d'], ['awk', '{ print $1 }'], ['awk', '-F', 'a', '{ n += NF } END { print n, NR }'], ['tee', '/tmp/se-tee'], ['cat', '/tmp/se-tee'], ['rev'], ['base64'], ['expand'],
  ['md5sum'], ['sha1sum'], ['sha256sum'], ['sh', '-c', 'gzip | gunzip'], ['sh', '-c', 'gzip -c > /tmp/se.gz; zcat /tmp/se.gz; gunzip -c < /tmp/se.gz | wc -c; rm /tmp/se.gz'], ['xargs'], ['xargs', '-n', '2', 'echo', '>'], ['xargs', '-I{}', 'echo', '[{}]'], ['xargs', 'nosuchcommand'], ['seq', '3'], ['seq', '2', '2', '8'], ['seq', '-w', '8', '10'], ['seq', '-s', ',', '3'], ['seq', '3', '-1', '1'], ['seq', '0.5', '2'],
  ['echo', '-e', 'a\\tb'], ['echo', '-n', 'x'], ['echo', '--', '-n'], ['printf', '%5s|%-5s|%03d|%.2f|%x\\n', 'a', 'b', '7', '1.005', '255'], ['printf', '%s\\n', 'a', 'b'], ['printf'], ['basename', '/a/b.txt', '.txt'], ['basename', '-a', '/x/y', 'z/'], ['dirname', '/a/b/c', 'x', '/'], ['true'], ['false'], ['test', '1', '-lt', '2'], ['test', 'a', '=', 'b'], ['[', 'x', ']'], ['expr', '3', '*', '4'],
  ['cat', '/nosuch'], ['head', '-n', 'x'], ['sleep'], ['sleep', 'abc'], ['sleep', '0'], ['env', '-i', 'A=1'], ['env', '-i', 'A=1', 'printenv', 'A'], ['printenv', 'NOSUCH'], ['kill', '-l', '9'], ['uname', '-s'], ['uname', '-m'], ['date', '-u', '-d', '@86400', '+%Y-%m-%d %H:%M:%S %a %j'], ['tr', 'x'], ['cut', '-f'], ['timeout', '0.05', 'sleep', '5'], ['timeout', '5', 'false'], ['timeout', '5', 'nosuchcommand'],
];

// Whether a command that does not read ends before its input is written is a matter of time.
for (const [command, ...args] of runs) {
  const { stdout, stderr, status, signal, error } = spawnSync(command, args, { input: text, encoding: 'latin1', env: { PATH: process.env.PATH, LC_ALL: 'C' } });
  console.log(JSON.stringify([command, ...args]), JSON.stringify({ stdout, failed: stderr?.length > 0, status, signal, error: error?.code === 'EPIPE' ? undefined : error?.code }));
}
require('fs').unlinkSync('/tmp/se-tee');
