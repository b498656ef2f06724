#!/bin/sh
# Fetch two further IMAP servers and unpack them below build/servers, to try the gateway on.
#
# Nothing is installed: Debian lets only one IMAP server be, and these would drive out the first.
set -eu
cd "$(dirname "$0")/.."
packages='mailutils-imap4d mailutils-common libmailutils9 libmariadb3
courier-imap courier-base courier-authlib libcourier-unicode4 libgamin0'
into=build/servers
mkdir -p $into/packages
echo "Fetching and unpacking, not installing:" $packages
cd $into/packages
for package in $packages; do
	apt-get download -o APT::Sandbox::User=root "$package" >/dev/null || { echo "$package: not to be had" >&2; exit 1; }
done
for package in *.deb; do
	dpkg -x "$package" ..
done
