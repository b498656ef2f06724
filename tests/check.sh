#!/bin/sh
# Every test, ending in one line: N passed, N failed.
set -u
cd "$(dirname "$0")/.."
jobs=$(nproc 2>/dev/null || echo 2)
results=$(mktemp)
trap 'rm -f "$results"' EXIT

say() { printf '\n== %s\n' "$1"; }
# step NAME COMMAND...: one test of its own.
step() {
	name=$1
	shift
	if "$@"; then echo "ok $name" >>"$results"; else
		echo "not ok $name" >>"$results"
		echo "FAILED: $name"
	fi
}

say 'units, address and undefined-behaviour sanitizers'
step 'sanitized build' make -s -j"$jobs" FLAVOUR=asan DEV=1 build-units
RESULTS=$results make -s FLAVOUR=asan unit
say 'working time beside an oracle'
step 'oracle' make -s -j"$jobs" DEV=1 oracle TEAMS=40 SEED="${SEED:-20261127}"
say 'mutated input, one second for each parser'
RESULTS=$results make -s fuzz-quick TIME=1
if ls tests/story/run* tests/server/run* >/dev/null 2>&1; then
	say 'the program'
	step 'build' make -s -j"$jobs" DEV=1 all
	step 'rooms' make -s rooms
	step 'measure' make -s measure
	step 'a year of five people, judged, then rehearsed' make -s year
	step 'build that can die at every step' make -s -j"$jobs" FLAVOUR=crash DEV=1 all
	step 'libraries that trouble the program' make -s build/fault.so build/clock.so build/haste.so build/certain.so
	step 'sanitized program' make -s -j"$jobs" FLAVOUR=asan DEV=1 all
	# References to pages that are not installed yet are no mistakes.
	step 'manual pages' sh -c '! mandoc -Tlint docs/*.1 docs/*.5 | grep -v "referenced manual not found"'
	for runner in tests/mail/run* tests/story/run* tests/server/run*; do
		[ -x "$runner" ] || continue
		say "$runner"
		RESULTS=$results "$runner" || true
	done
fi

passed=$(grep -c '^ok ' "$results")
failed=$(grep -c '^not ok ' "$results")
[ "$failed" = 0 ] || { echo; grep '^not ok ' "$results"; }
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
