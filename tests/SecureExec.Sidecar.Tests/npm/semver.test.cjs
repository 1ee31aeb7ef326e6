// Many small CommonJS files with cycles between them.
const semver = require('semver');
const Range = require('semver/classes/range');

const versions = ['1.2.3', '1.2.3-beta.2', '1.2.3-beta.10', 'v2.0.0', '=0.0.9', '1.10.0', '1.9.0+build.7'];
console.log(semver.sort(versions.map((v) => semver.clean(v) ?? semver.parse(v).version)));
for (const range of ['^1.2.3', '~1.2', '>=1.2.3 <2 || 5.x', '1.2.3 - 2', '*', '', 'latest', '<0.0.0-0']) {
  console.log(range, '=>', semver.validRange(range), semver.maxSatisfying(versions, range), semver.minVersion(semver.validRange(range) ?? '*')?.version);
}
console.log(['major', 'minor', 'patch', 'premajor', 'prerelease'].map((kind) => semver.inc('1.2.3-alpha.1', kind, 'rc')));
console.log(semver.diff('1.2.3', '1.3.0-rc.1'), semver.coerce('version 4.5 of it').version, semver.compareBuild('1.0.0+1', '1.0.0+2'));
console.log(new Range('>1 <3').intersects(new Range('2.x')), semver.subset('1.2.3', '^1'), semver.gtr('2.0.0', '^1'), semver.simplifyRange(['1.0.0', '1.1.0', '1.2.0'], '1.0.0 || 1.1.0 || 1.2.0'));
try {
  new semver.SemVer('not.a.version');
} catch (error) {
  console.log(error.name, error.message);
}
console.log(semver.valid('9'.repeat(300)), semver.parse('1.2.3-0x', { loose: true })?.prerelease);
