#!/bin/sh
# Install the Debian packages a target needs, if any is missing.
#   packages.sh build|check|fuzz|valgrind|demo|bench|tidy
#
# Polite: says what it installs, never lets apt remove a package, and keeps freshly
# installed mail servers from being started or enabled.
set -eu

build='gcc make pkg-config libc6-dev libetpan-dev libgmime-3.0-dev libglib2.0-dev libsqlite3-dev
libical-dev libconfuse-dev libjansson-dev libxml2-dev libgnutls28-dev nettle-dev libpcre2-dev libuchardet-dev
ca-certificates tzdata'
servers='dovecot-core dovecot-imapd dovecot-lmtpd'
case "${1:-build}" in
build) wanted=$build ;;
demo) wanted="$build $servers python3-minimal python3" ;;
check) wanted="$build $servers python3 openssl mandoc binutils procps gnupg" ;;
bench) wanted="$build $servers python3 isync fdm" ;;
fuzz) wanted="$build clang libclang-rt-14-dev" ;;
valgrind) wanted="$build valgrind python3" ;;
tidy) wanted="$build clang-tidy cppcheck clang-format" ;;
*) echo "usage: packages.sh build|check|fuzz|valgrind|demo|bench|tidy" >&2; exit 2 ;;
esac

command -v dpkg-query >/dev/null || {
	echo "This is no Debian: please install what INSTALL lists." >&2
	exit 0
}
missing=''
for package in $wanted; do
	dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' ||
		missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=''
if [ "$(id -u)" != 0 ]; then
	as_root=sudo
	command -v sudo >/dev/null || {
		echo "Missing packages:$missing" >&2
		echo "Run as root: apt-get install$missing" >&2
		exit 1
	}
fi
echo "Installing Debian packages:$missing"
$as_root apt-get update -qq

blocked=$($as_root apt-get install -s --no-install-recommends $missing 2>/dev/null |
	awk '$1 == "Remv" { print $2 }')
if [ -n "$blocked" ]; then
	echo "Not installed: this would remove" $blocked >&2
	echo "Please decide that yourself, then run make again." >&2
	exit 1
fi

# No service is started while packages unpack; our policy file is taken away again.
policy=/usr/sbin/policy-rc.d
made_policy=''
if [ ! -e $policy ]; then
	printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
	$as_root chmod 755 $policy
	made_policy=yes
fi
restore() {
	[ -z "$made_policy" ] || $as_root rm -f $policy
}
trap restore EXIT INT TERM
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-remove \
	--no-install-recommends $missing >/dev/null

# Debian enables a server it has just installed for the next boot; we only borrow the program.
case "$missing" in
*dovecot-core*)
	if [ -d /run/systemd/system ]; then
		$as_root systemctl --quiet disable dovecot.service dovecot.socket || true
	elif command -v update-rc.d >/dev/null; then
		$as_root update-rc.d dovecot disable >/dev/null 2>&1 || true
	fi
	;;
esac
