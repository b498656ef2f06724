#!/bin/sh
# Every fuzz target for some seconds; each is one test. usage: fuzz.sh PROGRAM SECONDS [NUMBER]
set -u
notes=${RESULTS:-/dev/null}
status=0
targets=$("$1" 2>&1 | sed 's/.*: *//')
for target in $targets; do
	if G_DEBUG=fatal-warnings "$1" "$target" "$2" "${3:-1}" 2>"$1.err"; then
		echo "ok fuzz $target" >>"$notes"
	else
		echo "not ok fuzz $target" >>"$notes"
		echo "$target FAILED (again with: $1 $target $2 ${3:-1})"
		grep -m3 -E 'ERROR|runtime error|SUMMARY|CRITICAL' "$1.err"
		grep -m8 -E '^ +#[0-9]+ .* in ' "$1.err"
		status=1
	fi
done
exit $status
