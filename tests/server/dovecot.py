"""A private Dovecot: IMAP and LMTP on free loopback ports, in a temporary folder, as an ordinary process.

Nothing of the machine's own mail service is read, started or changed.
"""
import base64
import grp
import hmac
import imaplib
import json
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time

PROGRAM = "/usr/sbin/dovecot"
TOKEN_SECRET = b"known to both sides of the test"

CONFIG = """
base_dir = {T}/run
state_dir = {T}/state
log_path = {T}/log/dovecot.log
info_log_path = {T}/log/info.log
instance_name = moot-{imap}
listen = 127.0.0.1
protocols = imap lmtp
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
mail_uid = {owner}
mail_gid = {owner_group}
first_valid_uid = 1
disable_plaintext_auth = no
auth_mechanisms = {mechanisms}
{tokens}
auth_verbose = yes
auth_failure_delay = 0
ssl = {ssl}
{tls}
mail_location = maildir:{T}/mail/%u/Maildir
mail_home = {T}/mail/%u
mail_fsync = never
mail_max_userip_connections = 200
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
lda_mailbox_autocreate = yes
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%Lu {T}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={T}/mail/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
protocol lmtp {{
  postmaster_address = postmaster@acme.example
}}
"""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Dovecot:
    """`users` are whole addresses; each has the password "pw-" and its local part."""

    def __init__(self, users, certificate=None, key=None, mechanisms="plain login scram-sha-256"):
        self.folder = tempfile.mkdtemp(prefix="mm-", dir="/tmp")
        self.users = users
        self.imap, self.imaps, self.lmtp, self.auth = free_ports(4)
        self.process = None
        self.certificate, self.key, self.mechanisms = certificate, key, mechanisms
        self.prepare()

    @staticmethod
    def password(user):
        return "pw-" + user.split("@")[0]

    def prepare(self):
        is_root = os.getuid() == 0
        me = pwd.getpwuid(os.getuid())
        owner = pwd.getpwnam("mail") if is_root else me
        group = grp.getgrgid(owner.pw_gid).gr_name
        own_group = grp.getgrgid(me.pw_gid).gr_name
        for name in ("run", "state", "log", "mail"):
            os.makedirs(os.path.join(self.folder, name))
        os.chmod(self.folder, 0o755)
        if is_root:
            os.chown(os.path.join(self.folder, "mail"), owner.pw_uid, owner.pw_gid)
        with open(os.path.join(self.folder, "users"), "w", encoding="utf-8") as out:
            for user in self.users:
                out.write(f"{user}:{{PLAIN}}{self.password(user)}::::::\n")
        tls = f"ssl_cert = <{self.certificate}\nssl_key = <{self.key}" if self.certificate else ""
        with open(os.path.join(self.folder, "dovecot.conf"), "w", encoding="utf-8") as out:
            out.write(CONFIG.format(
                T=self.folder, imap=self.imap, imaps=self.imaps, lmtp=self.lmtp, auth=self.auth, tls=tls,
                mechanisms=self.mechanisms, tokens=self.prepare_tokens(),
                ssl="yes" if self.certificate else "no",
                internal="dovecot" if is_root else me.pw_name,
                internal_group="dovecot" if is_root else own_group,
                login="dovenull" if is_root else me.pw_name,
                owner=owner.pw_name, owner_group=group))

    def prepare_tokens(self):
        """Access tokens are checked here, without an identity server: JWT signed with a secret both sides know."""
        if "xoauth2" not in self.mechanisms and "oauthbearer" not in self.mechanisms:
            return ""
        keys = os.path.join(self.folder, "keys", "default", "HS256")
        os.makedirs(keys)
        with open(os.path.join(keys, "default"), "w", encoding="ascii") as out:
            out.write(base64.b64encode(TOKEN_SECRET).decode())
        with open(os.path.join(self.folder, "oauth2.ext"), "w", encoding="ascii") as out:
            out.write(f"introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={self.folder}/keys/\n"
                      "username_attribute = email\nusername_format = %Lu\n")
        return f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {self.folder}/oauth2.ext\n}}"

    @staticmethod
    def token(user, lasts=600, length=4096):
        """As long as those of the large providers."""
        def part(value):
            return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")
        now = int(time.time())
        claims = {"sub": user, "email": user, "iat": now - 3600, "exp": now + lasts, "pad": "x" * (length * 3 // 4 - 200)}
        signed = part({"alg": "HS256", "typ": "JWT"}) + b"." + part(claims)
        return (signed + b"." + base64.urlsafe_b64encode(
            hmac.digest(TOKEN_SECRET, signed, "sha256")).rstrip(b"=")).decode()

    def start(self):
        self.process = subprocess.Popen([PROGRAM, "-F", "-c", os.path.join(self.folder, "dovecot.conf")],
                                        start_new_session=True, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        end = time.monotonic() + 20
        for port in (self.imap, self.lmtp):
            while True:
                try:
                    with socket.create_connection(("127.0.0.1", port), 1) as one:
                        one.settimeout(5)
                        if one.recv(10):
                            break
                except OSError:
                    pass
                if time.monotonic() > end or self.process.poll() is not None:
                    raise RuntimeError("dovecot did not start: " + self.log())
                select_nothing(0.01)
        return self

    def log(self):
        """Mistakes first, then what it tells of sessions."""
        text = ""
        for name in ("dovecot.log", "info.log"):
            path = os.path.join(self.folder, "log", name)
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    text += file.read()
        return text

    def stop(self, keep=False):
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
            self.process = None
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    # ---- mail ------------------------------------------------------------
    def deliver(self, recipient, raw, sender="someone@acme.example"):
        with smtplib.LMTP("127.0.0.1", self.lmtp) as lmtp:
            lmtp.sendmail(sender, [recipient], raw)

    def login(self, user):
        box = imaplib.IMAP4("127.0.0.1", self.imap)
        box.login(user, self.password(user))
        return box

    def fetch(self, user, folder="INBOX", above=0):
        """(uid, bytes) of every mail with a higher UID."""
        box = self.login(user)
        try:
            if box.select(folder)[0] != "OK":
                return []
            _, found = box.uid("SEARCH", f"UID {above + 1}:*")
            mails = []
            for uid in (int(one) for one in found[0].split()):
                if uid > above:
                    _, data = box.uid("FETCH", str(uid), "(BODY.PEEK[])")
                    mails.append((uid, data[0][1]))
            return mails
        finally:
            box.logout()


def select_nothing(seconds):
    """Give the server the processor for a moment while it opens its sockets."""
    import select
    select.select([], [], [], seconds)


def is_there():
    return os.path.exists(PROGRAM)
