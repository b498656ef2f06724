#!/bin/sh
# Every fuzz target for some seconds; each is one test.
#   fuzz.sh own|libfuzzer FOLDER-OF-PROGRAMS SECONDS [NUMBER]
# The own driver tries the same inputs for the same number; libFuzzer keeps what it has found
# new in build/fuzz/corpus and goes on from there.
set -u
notes=${RESULTS:-/dev/null}
status=0
number=${4:-1}
for source in tests/fuzz/fuzz_*.c; do
	target=$(basename "$source" .c)
	name=${target#fuzz_}
	program=$2/$target
	seeds=''
	for folder in $(sed -n 's/^ \* Seeds: //p' "$source"); do
		[ ! -d "$folder" ] || seeds="$seeds $folder"
	done
	printf '%-10s ' "$name"
	if [ "$1" = own ]; then
		G_DEBUG=fatal-warnings "$program" "$3" "$number" $seeds 2>"$program.err"
	else
		mkdir -p "build/fuzz/corpus/$name"
		G_DEBUG=fatal-warnings "$program" -max_total_time="$3" -timeout=10 \
			-rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -verbosity=0 \
			-artifact_prefix="build/fuzz/corpus/$name-" "build/fuzz/corpus/$name" $seeds \
			>"$program.err" 2>&1
	fi
	if [ $? = 0 ]; then
		echo "ok fuzz $name" >>"$notes"
		[ "$1" = own ] || sed -n 's/^stat::number_of_executed_units: */ /p' "$program.err"
	else
		echo "not ok fuzz $name" >>"$notes"
		echo "FAILED (again with: $program $3 $number $seeds)"
		grep -m3 -E 'ERROR|runtime error|SUMMARY|CRITICAL' "$program.err"
		grep -m8 -E '^ +#[0-9]+ .* in ' "$program.err"
		status=1
	fi
done
exit $status
