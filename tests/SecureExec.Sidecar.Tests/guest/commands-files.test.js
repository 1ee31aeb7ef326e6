'use strict';
// Commands on files: what they say and what is there afterwards.
const { spawnSync } = require('child_process');
const fs = require('fs');

const root = fs.mkdtempSync('/tmp/se-files-');
const script = `
mkdir a a/b; mkdir -p c/d/e; mkdir a; echo $?; mkdir x/y; echo $?
echo one > a/f; cp a/f a/g; cat a/g; cp -r a z; ls z; ls -R z; cp a q; echo $?; cp nosuch q; echo $?
mv a/g moved; ls a moved; mv nosuch q; echo $?; mv moved c; ls c
ln -s a/f link; readlink link; cat link; ln a/f hard; cat hard; ln -s a/f link; echo $?; ln -sf z link; readlink link
ls -a a; ls -1 a z; ls -d a; ls -F . ; ls nosuch; echo $?
chmod 640 a/f; stat -c %a a/f; chmod u+x,g-r,o=r a/f; stat -c %a a/f; chmod +x hard; ls -l hard | cut -c1-10; chmod zz a/f; echo $?
touch new; test -f new && echo made; touch -d @1000 new; stat -c %Y new; touch -c never; ls never; echo $?
rm new; rm new; echo $?; rm -f new; echo $?; rm a; echo $?; rm -r z; ls; rmdir c; echo $?; rmdir c/d/e; ls c
pwd > /dev/null; echo $?; realpath a/../c | sed s,.*/,,; mktemp -d tXXXX | cut -c1; mktemp nope; echo $?
find . -name f -type f; find a | sort; find . -type d -name 'c*'
du -s a > /dev/null; echo $?; which sh > /dev/null; echo $?; which nosuch; echo $?
tar -cf t.tar a hard; tar -tf t.tar | sort; mkdir u; tar -xf t.tar -C u; cat u/a/f; ls u
printf 'b\\na\\n' > s; sort s -o s; cat s; diff a/f hard && echo same; tee t1 t2 < s > /dev/null; cat t1 t2 | wc -l
echo data | cat - s; cat s s | uniq -c; wc -l s t1; wc -c < s; head -n1 s t1
id -u > /dev/null && echo id; test "$(id -un)" = "$(whoami)" && echo who; hostname > /dev/null && echo host; printf '%s\\n' * | wc -l
`;
for (const line of script.trim().split('\n')) {
  const { stdout, stderr, status } = spawnSync(line, { shell: true, cwd: root, encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C' } });
  console.log(JSON.stringify({ line, stdout, stderr, status }).replaceAll(root, 'ROOT'));
}
fs.rmSync(root, { recursive: true });
