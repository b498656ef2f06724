#!/bin/sh
# Who calls whom: what each room's objects need, against what they may need.
# usage: rooms.sh BUILD-FOLDER EDGE-PROGRAM
set -eu
objects=$1
edge=$2
status=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

allowed() {
	case $1 in
	base) echo base ;;
	mail) echo base mail ;;
	calendar) echo base mail calendar ;;
	workflow) echo base mail calendar workflow ;;
	store) echo base mail workflow store ;;
	transport) echo base transport ;;
	publish) echo base mail calendar workflow store publish ;;
	engine) echo base mail calendar workflow store transport engine ;;
	cli) echo base mail calendar workflow store transport engine publish cli ;;
	esac
}
rooms='base mail calendar workflow store transport engine publish cli'
for room in $rooms; do
	ls "$objects/$room"/*.o >/dev/null 2>&1 || continue
	nm -g --defined-only "$objects/$room"/*.o | awk 'NF == 3 { print $3 }' | sort -u >"$work/$room.has"
	nm -g --undefined-only "$objects/$room"/*.o | awk 'NF == 2 { print $2 }' | sort -u >"$work/$room.needs"
done
for room in $rooms; do
	[ -f "$work/$room.needs" ] || continue
	for other in $rooms; do
		[ -f "$work/$other.has" ] || continue
		case " $(allowed $room) " in *" $other "*) continue ;; esac
		comm -12 "$work/$room.needs" "$work/$other.has" | while read -r name; do
			echo "$room may not call $other: $name"
		done
	done
done >"$work/wrong"

# Libraries stay in the room that owns them; the core reads no clock.
foreign() { # ROOMS PATTERN WHAT
	for room in $1; do
		[ -f "$work/$room.needs" ] || continue
		grep -E "$2" "$work/$room.needs" | sed "s/^/$room may not use $3: /" || true
	done
}
{
	foreign 'base calendar workflow store transport engine publish cli' '^(g_mime_|internet_address_)' GMime
	foreign 'base mail calendar workflow transport engine publish cli' '^sqlite3_' SQLite
	foreign 'base mail calendar workflow store engine publish cli' '^(mailimap_|mailstream_|gnutls_|curl_)' 'libetpan, GnuTLS or libcurl'
	foreign 'mail calendar workflow store transport engine publish cli' '^nettle_' nettle
	foreign 'base mail workflow store transport engine publish cli' '^(ical|icalcomponent_)' libical
	foreign 'mail calendar workflow' '^(time|gettimeofday|clock_gettime|g_get_real_time|g_get_monotonic_time|localtime_r?|world_now|g_date_time_new_now.*|random|rand)$' 'a clock or chance'
	foreign 'workflow calendar' '^(open|openat|fopen|read|write|socket|log_event)$' 'the world'
} | grep -v 'calendar may not use the world: \(open\|read\|fopen\)$' >>"$work/wrong" || true

# What speaks to strangers' servers holds neither the store nor what reads mails.
readelf -d "$edge" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' >"$work/needed"
[ -s "$work/needed" ] || echo "$edge: its libraries cannot be told" >>"$work/wrong"
grep -E 'gmime|sqlite|ical|xml2|jansson|uchardet' "$work/needed" | sed 's/^/the edge may not need /' >>"$work/wrong" || true

if [ -s "$work/wrong" ]; then
	cat "$work/wrong"
	status=1
else
	echo "rooms: each calls only whom it may"
fi
exit $status
