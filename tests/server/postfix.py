"""A private Postfix before the private Dovecot: submission with TLS and login. Only as root; installed, or unpacked by
tests/servers.sh. Nothing of the machine's own mail service is read, started or changed."""
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
UNPACKED = os.path.join(ROOT, "build", "servers")
MASTER = "/usr/lib/postfix/sbin/master"


def where():
    """The folder in which Postfix lies, and the two users it wants: its own, or some that every Debian has."""
    if os.path.exists(MASTER):
        return "", "postfix", "postdrop"
    return UNPACKED, "uucp", "news"


MAIN = """
compatibility_level = 3.6
queue_directory = {T}/queue
data_directory = {T}/data
command_directory = {prefix}/usr/sbin
daemon_directory = {prefix}/usr/lib/postfix/sbin
shlib_directory = {prefix}/usr/lib/postfix
meta_directory = {prefix}/etc/postfix
import_environment = MAIL_CONFIG TZ LANG=C LD_LIBRARY_PATH
mail_owner = {owner}
setgid_group = {group}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
mynetworks =
myhostname = mx.acme.example
alias_maps =
local_transport = error:none
maillog_file = {T}/maillog
maillog_file_prefixes = {T}
virtual_mailbox_domains = acme.example
virtual_mailbox_maps = texthash:{T}/known
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
recipient_delimiter = +
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtp_dns_support_level = disabled
message_size_limit = 200000
notify_classes =
smtpd_error_sleep_time = 0
"""

SERVICES = """
127.0.0.1:{submission} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes -o smtpd_tls_auth_only=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
127.0.0.1:{submissions} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
postlog unix-dgram n - n - 1 postlogd
"""

INNER = """pickup:pickup cleanup:cleanup qmgr:qmgr tlsmgr:tlsmgr rewrite:trivial-rewrite bounce:bounce defer:bounce trace:bounce
verify:verify flush:flush proxymap:proxymap smtp:smtp relay:smtp showq:showq error:error retry:error discard:discard lmtp:lmtp
anvil:anvil scache:scache""".split()


class Postfix:
    def __init__(self, dovecot, certificate, key, ports):
        self.folder = tempfile.mkdtemp(prefix="mp-", dir="/tmp")
        self.submission, self.submissions = ports
        os.chmod(self.folder, 0o755)
        conf = os.path.join(self.folder, "conf")
        for name in ("conf", "queue", "data"):
            os.makedirs(os.path.join(self.folder, name))
        prefix, owner, self.group = where()
        self.prefix = prefix
        postfix = pwd.getpwnam(owner)
        os.chown(os.path.join(self.folder, "data"), postfix.pw_uid, postfix.pw_gid)
        self.queue_folders(postfix)
        with open(os.path.join(self.folder, "known"), "w", encoding="ascii") as out:
            out.write("".join(f"{user} OK\n" for user in dovecot.users))
        with open(os.path.join(conf, "main.cf"), "w", encoding="ascii") as out:
            out.write(MAIN.format(T=self.folder, prefix=prefix, owner=owner, group=self.group, lmtp=dovecot.lmtp, auth=dovecot.auth, certificate=certificate, key=key))
        with open(os.path.join(conf, "master.cf"), "w", encoding="ascii") as out:
            out.write(SERVICES.format(submission=self.submission, submissions=self.submissions))
            for service in INNER:
                name, program = service.split(":")
                kind = "unix"
                limits = {"pickup": "60 1", "qmgr": "300 1", "flush": "1000? 0", "tlsmgr": "1000? 1", "anvil": "- 1",
                          "scache": "- 1", "verify": "- 1", "cleanup": "- 0", "bounce": "- 0", "defer": "- 0", "trace": "- 0"}
                wake = limits.get(name, "- -")
                public = "n" if name in ("pickup", "cleanup", "qmgr", "flush", "showq") else "-"
                out.write(f"{name} {kind} {public} - n {wake} {program}\n")
        self.process = None

    def queue_folders(self, postfix):
        drop = grp.getgrnam(self.group).gr_gid
        queue = os.path.join(self.folder, "queue")
        for name in ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved",
                     "trace", "maildrop", "public", "pid"):
            path = os.path.join(queue, name)
            os.makedirs(path)
            if name == "pid":
                continue
            os.chown(path, postfix.pw_uid, drop if name in ("maildrop", "public") else -1)
            os.chmod(path, {"maildrop": 0o730, "public": 0o710}.get(name, 0o700))

    def __enter__(self):
        self.process = subprocess.Popen([self.prefix + MASTER, "-c", os.path.join(self.folder, "conf"), "-d"], start_new_session=True,
                                        env=dict(os.environ, LD_LIBRARY_PATH=self.prefix + "/usr/lib/postfix"),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.submission), 1) as one:
                    one.settimeout(5)
                    if one.recv(10):
                        return self
            except OSError:
                pass
            if time.monotonic() > end or self.process.poll() is not None:
                why = self.log()
                self.__exit__()
                raise RuntimeError("postfix did not start: " + why)
            time.sleep(0.02)

    def log(self):
        path = os.path.join(self.folder, "maillog")
        return open(path, encoding="utf-8", errors="replace").read() if os.path.exists(path) else ""

    def __exit__(self, *_):
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def is_open_to_all(path):
    """Its processes are no root's: they must reach their own programs."""
    while path != "/":
        if not os.stat(path).st_mode & 0o001:
            return False
        path = os.path.dirname(path)
    return True


def is_there():
    program = where()[0] + MASTER
    return os.getuid() == 0 and os.path.exists(program) and is_open_to_all(program)
