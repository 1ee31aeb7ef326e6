'use strict';
// The language of /bin/sh: quoting, expansions, control flow, functions, redirections, errors.
const { spawnSync } = require('child_process');
const fs = require('fs');

const cwd = fs.mkdtempSync('/tmp/se-sh-');

const scripts = [
  'echo hi', 'echo "a  b" c\\ d \'e $f\' "x\\"y"', 'a=1; b="$a two"; echo $b "$b" ${b} ${#b}', 'echo ${u:-d} ${u-e} ${u:=f} $u ${u:+g}',
  'set -- a "b c" d; echo $# "$1" "$2"; for i in "$@"; do echo "<$i>"; done; for i in $*; do echo "[$i]"; done; shift 2; echo $1 $#',
  'set -- x y; IFS=,; echo "$*"', 'f=/a/b/c.tar.gz; echo ${f##*/} ${f#*/} ${f%.*} ${f%%.*}', 'echo $((1 + 2 * 3)) $((7 / 2)) $((7 % 4)) $((1 << 4)) $((5 > 3 && 2 < 1)) $((x = 5)) $x $((~0)) $((0x1f)) $((010))',
  'echo $(echo nested $(echo deep)) `echo back`', 'x="a   b"; echo $x; echo "$x"', 'x="$(printf "l1\\nl2\\n\\n")"; echo "[$x]"',
  'if true; then echo y; else echo n; fi; if false; then echo y; elif true; then echo e; fi', 'i=0; while [ $i -lt 3 ]; do i=$((i+1)); [ $i = 2 ] && continue; echo $i; done',
  'for i in 1 2 3; do for j in a b; do [ $i$j = 2a ] && break 2; echo $i$j; done; done', 'until false; do echo once; break; done',
  'case foo.txt in *.c) echo c;; *.txt|*.md) echo text;; *) echo other;; esac', 'case "a*b" in "a*b") echo lit;; esac; case x in [!a-c]) echo class;; esac; case 5 in [[:digit:]]) echo digit;; esac',
  'f() { local v=in; echo "$1 $# $v"; return 3; }; v=out; f a b; echo $? $v', 'f() { echo "$@"; }; f 1 "2 3" | cat', 'fact() { if [ $1 -le 1 ]; then echo 1; else echo $(($1 * $(fact $(($1 - 1))))); fi; }; fact 6',
  '{ echo a; echo b; } | sort -r', '(x=1; exit 3); echo $? ${x-unset}', 'true && echo t || echo f; false && echo t || echo f; ! true; echo $?', 'echo a; echo b & wait; echo c',
  'v=1; cat <<EOF\nv=$v-x $((1+1)) `echo q` \\$n\nEOF', "cat <<'EOF'\n$HOME `x`\nEOF", 'cat <<-EOF\n\ttabbed\n\tEOF', 'cat <<A; cat <<B\none\nA\ntwo\nB', 'while read -r a b; do echo "$b-$a"; done <<E\n1 2 3\nx y\nE',
  'echo one > f; echo two >> f; cat < f; cat f f | wc -l; rm f', 'echo err >&2; echo out', '{ echo o; echo e >&2; } 2>&1 | sort', 'exec 3>g; echo x >&3; exec 3>&-; cat g; rm g', 'cat < nosuch; echo $?', 'echo x > /nosuch/f; echo $?', 'echo a 2>/dev/null 1>&2; echo b',
  'read x y < /dev/null; echo $? "[$x]"', 'printf "a:b:c\\n" | { IFS=: read p q; echo "$q/$p"; }', 'echo "x\\ty\\nz"; echo -n no; echo; printf "%s|%5d|%-5s|%05.1f|%x|%c|%%\\n" s 42 ab 3.14159 255 hello', 'printf "%s\\n" a b c; printf "%d %s\\n" 1 x 2', 'printf "\\101\\060\\n"; printf "%b\\n" "a\\tb"',
  'set -e; false; echo unreached', 'set -e; if false; then :; fi; false || true; echo reached; (exit 4); echo no', 'set -u; echo $nope; echo no', 'set -x; echo traced "a b"', 'set -f; echo *',
  'trap "echo bye" EXIT; echo body; exit 5', 'trap "echo got; exit 9" TERM; kill -TERM $$; echo no', 'trap "" TERM; kill -TERM $$; echo survived', 'trap "echo usr" USR1; kill -USR1 $$; echo after', '(trap "echo sub" EXIT; true); echo main',
  'nosuchcommand; echo $?', './nosuchfile; echo $?', '/tmp; echo $?', 'cd /nosuch; echo $?', 'cd /tmp; pwd; cd - > /dev/null; cd ..; cd /usr/../tmp/.; pwd', 'if then', 'echo "unterminated', 'for', 'echo )', 'fi', 'case', 'echo ${', 'a=1 b=$((', 'echo $(', 'x=1; readonly x; x=2; echo no', 'unset nothing; x=1; unset x; echo ${x-gone}', 'shift 5; echo no', 'exit abc', 'echo ${x?message}; echo no', 'echo ${x:?}; echo no', 'return 3; echo no', '. ./nosuch; echo no', 'eval "echo a; echo b"; eval; echo $?', 'x=5; eval "y=\\$x"; echo $y', 'command -v echo; command -v nosuch; echo $?; command echo via', 'type cd; type nosuch; echo $?', 'umask; umask 077; umask', 'test -z "" && [ -n x ] && [ 1 -eq 1 ] && [ a != b ] && echo ok; [ 1 -gt 2 ]; echo $?; [ a; echo $?; [ x -foo y ]; echo $?', 'test -d /tmp -a -w /tmp -o -f /; echo $?; [ ! -e /nosuch ]; echo $?',
  'getopts ab: o -a -b v; echo $o; getopts ab: o -a -b v; echo $o $OPTARG; getopts ab: o -a -b v; echo $?', 'echo ~ | grep -c /; x=~/y; case $x in "$HOME"/y) echo home;; esac', 'A=1 B=2 env | grep "^[AB]="; echo ${A-no}', 'export E=v; sh -c "echo \\$E"; sh -c \'echo $0 $1 $#\' name arg', 'echo $0 | grep -c sh', 'sleep 0 & p=$!; wait $p; echo $?; false & wait $!; echo $?; wait 99999; echo $?', 'sh -c "exit 7"; echo $?; sh -c "kill -9 \\$\\$"; echo $?', '(echo sub; exit 2) | cat; echo $?', 'echo a | while read x; do y=$x; done; echo "[$y]"', 'true | false; echo $?; false | true; echo $?', 'x=`echo "a\\\\b"`; echo "$x"', 'echo a\\\nb', '# comment\necho after # c\necho "#no"', 'echo {a,b} *.nosuch [z', 'x="*"; echo "$x"; mkdir d; touch d/a d/.h d/b; echo d/*; echo d/.[!.]*; cd d; echo ?; cd ..; rm -r d', 'echo $((1/0)); echo no', ': ${x:=1}; echo $x; true "$(echo side >&2)"', 'exec echo replaced; echo no', 'exec nosuch; echo no',
];

for (const script of scripts) {
  const { stdout, stderr, status, signal } = spawnSync(script, { shell: true, encoding: 'utf8', input: '', cwd });
  console.log(JSON.stringify({ script, stdout, stderr, status, signal }));
}
fs.rmSync(cwd, { recursive: true });
