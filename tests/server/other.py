"""Two further IMAP servers, unpacked by tests/servers.sh, as private processes on loopback.

Both are the programs that serve a mailbox once somebody has logged in; a front of a few lines takes the login, as
their own login programs would, and joins the socket to them.
"""
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
UNPACKED = os.path.join(ROOT, "build", "servers")
LIBRARIES = ":".join(os.path.join(UNPACKED, "usr/lib", triple, part) for triple in ("x86_64-linux-gnu", "aarch64-linux-gnu", "")
                     for part in ("", "courier-authlib"))


def is_there(program):
    """Unpacked, with every library it wants."""
    path = os.path.join(UNPACKED, program)
    if not os.path.exists(path):
        return False
    wants = subprocess.run(["ldd", path], env=dict(os.environ, LD_LIBRARY_PATH=LIBRARIES), stdout=subprocess.PIPE, text=True,
                           check=False).stdout
    return "not found" not in wants


class Other:
    """One mailbox. `program` serves a session whose user is known, on its standard input and output."""

    program = ""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="mmo-", dir="/tmp")
        os.chmod(self.folder, 0o755)
        self.children = []
        self.prepare()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.acceptor = threading.Thread(target=self.accept, daemon=True)
        self.acceptor.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.acceptor.join()
        self.listener.close()
        for child in self.children:
            child.kill()
            child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.converse, args=(connection,), daemon=True).start()

    def converse(self, connection):
        """The login; the session itself is the server's."""
        with connection, connection.makefile("rb", 0) as lines:
            connection.sendall(b"* OK who is it?\r\n")
            for line in lines:
                tag, _, rest = line.strip().partition(b" ")
                if rest.upper().startswith(b"LOGIN"):
                    self.serve(connection, tag)
                    return
                if rest.upper() == b"LOGOUT":
                    connection.sendall(b"* BYE then\r\n" + tag + b" OK done\r\n")
                    return
                connection.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")

    def serve(self, connection, tag):
        child = subprocess.Popen(self.command(), stdin=connection.fileno(), stdout=subprocess.PIPE, cwd=self.folder,
                                 stderr=subprocess.DEVNULL, env=dict(os.environ, **self.environment()),
                                 bufsize=0, **self.owner())
        self.children.append(child)
        while not child.stdout.readline().startswith(b"* PREAUTH"):
            if child.poll() is not None:
                raise RuntimeError("the session ended before it began")
        connection.sendall(tag + b" OK logged in\r\n")
        while True:
            some = child.stdout.read(65536)
            if not some:
                break
            connection.sendall(some)
        child.wait()

    def owner(self):
        return {}

    def environment(self):
        return {"LD_LIBRARY_PATH": LIBRARIES, "HOME": self.folder}


class Mailutils(Other):
    """GNU mailutils: a mailbox is one mbox file; no UIDPLUS, no MOVE."""

    program = "usr/sbin/imap4d"

    def prepare(self):
        self.box = os.path.join(self.folder, "inbox")
        self.home = os.path.join(self.folder, "home")
        os.mkdir(self.home)
        with open(os.path.join(self.folder, "conf"), "w", encoding="ascii") as out:
            out.write(f'mode inetd;\npreauth stdio;\nmailbox {{ mailbox-pattern "{self.box}"; }};\n'
                      f'namespace personal {{ prefix "" {{ directory "{self.home}"; delimiter "/"; }}; }};\n')

    def command(self):
        return [os.path.join(UNPACKED, self.program), f"--config-file={self.folder}/conf", "--inetd", "--preauth"]

    def deliver(self, raw):
        with open(self.box, "ab") as out:
            out.write(b"From someone@client.example Mon Mar  2 09:00:00 2026\n" + raw.replace(b"\r\n", b"\n") + b"\n")

    def count(self, folder):
        path = self.box if folder == "INBOX" else os.path.join(self.home, folder)
        if not os.path.exists(path):
            return 0
        with open(path, "rb") as box:
            lines = box.readlines()
        deleted = sum(line.startswith(b"Status:") and b"D" in line for line in lines)
        return sum(line.startswith(b"From ") for line in lines) - deleted


class Courier(Other):
    """Courier: a Maildir, the separator is a dot, everything lies below INBOX."""

    program = "usr/bin/imapd"

    def prepare(self):
        self.box = os.path.join(self.folder, "Maildir")
        for part in ("new", "cur", "tmp"):
            os.makedirs(os.path.join(self.box, part))
        self.number = 0
        self.give()

    def give(self):
        """Everything to the one who serves; imapd does not serve root."""
        user = self.owner().get("user")
        if user:
            subprocess.run(["chown", "-R", f"{user}:{user}", self.folder], check=True)

    def owner(self):
        return {"user": "mail", "group": pwd.getpwnam("mail").pw_gid} if os.getuid() == 0 else {}

    def environment(self):
        return dict(super().environment(), AUTHENTICATED="someone", IMAP_ENHANCEDIDLE="0",
                    IMAP_CAPABILITY="IMAP4rev1 UIDPLUS CHILDREN NAMESPACE", IMAP_EMPTYTRASH="")

    def command(self):
        return [os.path.join(UNPACKED, self.program), "Maildir"]

    def deliver(self, raw):
        self.number += 1
        name = f"17{self.number}.m{self.number}.here"
        with open(os.path.join(self.box, "tmp", name), "wb") as out:
            out.write(raw)
        os.rename(os.path.join(self.box, "tmp", name), os.path.join(self.box, "new", name))
        self.give()

    def count(self, folder):
        box = self.box if folder == "INBOX" else os.path.join(self.box, "." + folder)
        names = [name for part in ("new", "cur") if os.path.isdir(os.path.join(box, part))
                 for name in os.listdir(os.path.join(box, part))]
        return sum(not name.endswith("T") for name in names)
