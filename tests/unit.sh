#!/bin/sh
# Run unit test programs (GTest) and note each case in $RESULTS.
set -u
notes=${RESULTS:-/dev/null}
status=0
export UBSAN_OPTIONS=print_stacktrace=1 G_DEBUG=fatal-warnings
for program in "$@"; do
	name=$(basename "$program")
	output=$("$program" --tap 2>&1)
	code=$?
	printf '%s\n' "$output" | grep -E '^(ok|not ok) ' | grep -v '# SKIP' |
		sed -E "s|^(ok\|not ok) [0-9]+ |\1 $name|" >>"$notes"
	if [ $code -ne 0 ]; then
		printf '%s\n' "$output" | tail -40
		echo "not ok $name" >>"$notes"
		status=1
	fi
	printf '%-28s %s\n' "$name" "$([ $code = 0 ] && echo passed || echo FAILED)"
done
exit $status
