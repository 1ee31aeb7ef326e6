'use strict';
// What scripts use of bash beyond sh.
const { spawnSync } = require('child_process');
const fs = require('fs');

const cwd = fs.mkdtempSync('/tmp/se-bash-');

const scripts = [
  'echo {a,b}{1..3} x{y,}z {3..1} {a..c} {nope} "{q,r}"', '[[ abc == a* && 1 -lt 2 && ! -e /nosuch ]] && echo ok; [[ "a*" == "a*" ]] && echo lit; [[ abc =~ ^a.c$ ]] && echo re; [[ -z $u || x ]] && echo or',
  'x=hello; echo ${x^^} ${x^} ${x:1:3} ${x: -2} ${x//l/L} ${x/l/} ${x/#h/J} ${x/%o/0}; Y=ABC; echo ${Y,,}', 'for ((i=0;i<3;i++)); do echo -n "$i "; done; echo', "echo $'a\\tb\\x41\\''", 'cat <<< "here $((1+1))"', 'i=5; ((i+=2)); echo $i; ((0)); echo $?; let i=i*2; echo $i; echo $((i++)) $((++i)) $((2**10))',
  'function f { local a=1 b=2; echo $a$b; return 2; }; f; echo $?', 'echo a &> f; cat f; echo b &>> f; wc -l < f; rm f', 'echo -e "a\\tb"; echo -n x; echo; echo "a\\tb"', 'ref=x; x=val; echo ${!ref}', 'set -o pipefail; false | true; echo $?', 'x=; x+=a; x+=b; echo $x', 'declare -x D=1; env | grep ^D=; typeset q=2; echo $q', 'source /nosuch; echo $?', 'echo ${#x} ${x:-d}', 'nosuchcmd; echo $?', 'cd /nosuch; echo $?', 'readonly r=1; r=2; echo no', 'case x in x) echo 1;& y) echo 2;; z) echo 3;; esac', 'type -t echo cd if nosuch; command -v if', 'echo "$BASH_VERSION" | grep -c "^5"', 'trap "echo e" EXIT; exit 3', '{ echo a; echo b >&2; } |& sort', 'printf "%s-%q\\n" a "b c"', 'set -- a b c; echo "${@:2}" "${#@}"', 'echo $((16#ff)) $((2#101))',
];

for (const script of scripts) {
  const { stdout, stderr, status, signal } = spawnSync(script, { shell: '/bin/bash', encoding: 'utf8', input: '', cwd });
  // bash's words for its errors change with its version.
  console.log(JSON.stringify({ script, stdout, hasError: stderr.length > 0, status, signal }));
}
fs.rmSync(cwd, { recursive: true });
