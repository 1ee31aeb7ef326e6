#!/usr/bin/env bash
# Builds everything once and runs every test project. Needs the .NET 10 SDK, npm and, for the browser test, apt.
#
#   eng/test.sh                 all test projects
#   eng/test.sh Core Sidecar    only the projects whose name contains one of the words
#
# CONFIGURATION=Release|Debug (Debug), TEST_FILTER=<dotnet test filter>. Results (trx, logs): TestResults/.
# The last line is "N passed, N failed" (", N skipped" when there are any); the exit code is 0 only when nothing failed.
set -uo pipefail

root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
cd "$root"

configuration="${CONFIGURATION:-Debug}"
results="$root/TestResults"
solution="SecureExec.sln"

# The local orchestrator: tests must not depend on whether Aspire's packages can be restored here.
export UseAspire=false
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1
export NPM_CONFIG_LOGLEVEL=error NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false NPM_CONFIG_UPDATE_NOTIFIER=false

say() { printf '%s\n' "$*"; }

# Ends the run in the form every run ends in.
give_up() {
  say "$1" >&2
  say "0 passed, 1 failed"
  exit 1
}

find_browser() {
  local name
  if [[ -n "${CHROMIUM_PATH:-}" ]]; then
    [[ -x "$CHROMIUM_PATH" ]] && { say "$CHROMIUM_PATH"; return 0; }
    return 1
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return 0
  done
  return 1
}

as_root() {
  if [[ "$(id -u)" == 0 ]]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

install_packages() {
  say "Installing with apt: $*"
  local log="$results/apt.log"
  as_root true || return 1
  { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; } >"$log" 2>&1 ||
    { tail -20 "$log" >&2; return 1; }
}

check_machine() {
  [[ "$(uname -s)-$(uname -m)" == Linux-x86_64 ]] || give_up "SecureExec builds and runs on Linux x64 only, not on $(uname -s) $(uname -m)."
  command -v dotnet >/dev/null || give_up "The .NET SDK was not found. Install the .NET 10 SDK (https://dot.net) and run this again."
  dotnet --list-sdks | grep -q '^10\.' || give_up "The .NET 10 SDK was not found; installed: $(dotnet --list-sdks | tr '\n' ' ')"
  if selected SecureExec.Sidecar.Tests; then command -v ps >/dev/null || install_packages procps || give_up "ps was not found and could not be installed: programs of npm that real Node runs beside the sandbox need it. Run: apt-get install procps"; fi
  command -v npm >/dev/null || install_packages nodejs npm || give_up "npm was not found and could not be installed: the build takes Node.js' library from an npm package. Run: apt-get install nodejs npm"
  if selected SecureExec.EndToEnd.Tests; then
    find_browser >/dev/null || install_packages chromium fonts-dejavu-core ||
      give_up "Chromium was not found and could not be installed (that needs root or sudo). Run: apt-get install chromium, or set CHROMIUM_PATH to a Chromium or Chrome."
    CHROMIUM_PATH="$(find_browser)" && export CHROMIUM_PATH
  fi
}

selected() {
  [[ ${#words[@]} == 0 ]] && return 0
  local word
  for word in "${words[@]}"; do [[ "$1" == *"$word"* ]] && return 0; done
  return 1
}

# One attribute of a trx file's <Counters>.
counter() { sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -1; }

build() {
  local log="$results/build.log" start=$SECONDS
  say "Building $solution ($configuration) ..."
  dotnet build "$solution" -c "$configuration" -m:2 -v quiet -nologo -clp:NoSummary >"$log" 2>&1 ||
    { grep -E 'error|warning' "$log" | sort -u | head -40 >&2; give_up "The build failed; see TestResults/build.log."; }
  say "Built in $((SECONDS - start)) s."
}

passed=0 failed=0 skipped=0

run_project() {
  local project="$1" name log trx code start=$SECONDS
  name="$(basename "$project" .csproj)"
  log="$results/$name.log"
  trx="$results/$name.trx"
  dotnet test "$project" -c "$configuration" --no-build --nologo ${TEST_FILTER:+--filter "$TEST_FILTER"} \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" \
    --blame-hang --blame-hang-timeout 8m --blame-hang-dump-type none >"$log" 2>&1
  code=$?

  local p=0 f=0 s=0 total executed
  if [[ -f "$trx" ]]; then
    p="$(counter "$trx" passed)" total="$(counter "$trx" total)" executed="$(counter "$trx" executed)"
    p="${p:-0}" total="${total:-0}" executed="${executed:-0}"
    f=$((executed - p)) s=$((total - executed))
  elif grep -q 'No test matches' "$log"; then
    code=0
  fi
  # A test host that died or hung leaves no counter for what it never reported.
  if [[ $code != 0 && $f == 0 ]]; then f=1; fi
  printf '%-32s %5d passed %4d failed %4d skipped %5d s\n' "$name" "$p" "$f" "$s" "$((SECONDS - start))"
  if [[ $f != 0 ]]; then sed -n '/\[FAIL\]\|^  Failed \|error\|Error Message\|aborted\|Stack Trace/,+12p' "$log" | head -200; fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

words=("$@")
rm -rf "$results"
mkdir -p "$results"
check_machine
build
for project in tests/*.Tests/*.Tests.csproj; do
  if selected "$(basename "$project" .csproj)"; then run_project "$project"; fi
done

summary="$passed passed, $failed failed"
[[ $skipped == 0 ]] || summary="$summary, $skipped skipped"
# A run that found nothing to run proves nothing.
if [[ $((passed + failed)) == 0 ]]; then say "No test was run." >&2; summary="0 passed, 1 failed"; failed=1; fi
say "$summary"
[[ $failed == 0 ]]
