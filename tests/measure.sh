#!/bin/sh
# Lines per file and per function; fails above the hard limits.
set -eu
max_file=600
max_function=80
status=0
cd "$(dirname "$0")/.."
files=$(find gateway -name '*.c' | sort)
for file in $files; do
	lines=$(wc -l <"$file")
	[ "$lines" -le $max_file ] || { echo "$file: $lines lines, limit $max_file"; status=1; }
done
# A function's body stands between a brace in column one and its partner.
long=$(awk -v max=$max_function '
	FNR == 1 { start = 0 }
	/^{/ { start = FNR; name = last }
	/^}/ { if (start && FNR - start - 1 > max) print FILENAME ":" start ": " name ": " FNR - start - 1 " lines, limit " max
	       if (start) { sum += FNR - start - 1; count++ } start = 0 }
	/^[a-z].*\(/ { last = $0 }
	END { printf "%d functions, %.1f lines each\n", count, (count ? sum / count : 0) > "/dev/stderr" }
' $files)
[ -z "$long" ] || { echo "$long"; status=1; }
gotos=$(grep -nwE 'goto' $files || true)
[ -z "$gotos" ] || { echo "$gotos"; status=1; }
echo "$(echo "$files" | wc -l) files, $(cat $files | wc -l) lines"
exit $status
