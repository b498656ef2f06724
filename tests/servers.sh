#!/bin/sh
# Fetch further mail servers and unpack them below build/servers, to try the gateway on.
#
# Nothing is installed: Debian lets only one IMAP server and one MTA be, and these would
# drive out what is there. Ten megabytes, ten seconds; once.
set -eu
cd "$(dirname "$0")/.."
packages='mailutils-imap4d mailutils-common libmailutils9 libmariadb3
libgsasl18 libidn12 libntlm0 libgssglue1 libwrap0 libnsl2
courier-imap courier-base courier-authlib libcourier-unicode4 libgamin0 postfix'
into=build/servers
[ ! -e $into/complete ] || exit 0

command -v apt-get >/dev/null || { echo "This is no Debian: no further servers." >&2; exit 1; }
mkdir -p $into/packages
cd $into/packages
fetch() { apt-get download -o APT::Sandbox::User=root $packages >/dev/null 2>&1; }
echo "Fetching and unpacking, not installing:" $packages
fetch || { [ "$(id -u)" = 0 ] && apt-get update -qq && fetch; } ||
	{ echo "They are not to be had now (apt-get download)." >&2; exit 1; }
for package in *.deb; do
	dpkg -x "$package" ..
done
touch ../complete
