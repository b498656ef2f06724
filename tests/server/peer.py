"""Servers that follow a script: they lie, stall, cut the line. One connection at a time, each in a thread."""
import select
import socket
import struct
import threading


class Lines:
    """What a connection says, line by line; and whether it has said more already."""

    def __init__(self, connection):
        self.connection, self.buffer = connection, b""

    def __iter__(self):
        return self

    def __next__(self):
        while b"\n" not in self.buffer:
            some = self.connection.recv(65536)
            if not some:
                raise StopIteration
            self.buffer += some
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line + b"\n"

    def has_more(self, seconds):
        return bool(self.buffer) or bool(select.select([self.connection], [], [], seconds)[0])


class Peer:
    """`talk(line, send, close)` is called for each line a client says; `greet(send, close)` at its beginning."""

    def __init__(self, talk, greeting=b"* OK ready\r\n", tls=None):
        """`tls`, an ssl.SSLContext: from the first byte."""
        self.talk, self.greeting, self.tls = talk, greeting, tls
        self.said = []      # every line a client said
        self.connections = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.is_open = True
        self.thread = threading.Thread(target=self.accept, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.is_open = False
        self.socket.close()

    def accept(self):
        while self.is_open:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        class Closed(Exception):
            pass

        def close(reset=False):
            if reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise Closed

        def send(data):
            reader.connection.sendall(data)

        def upgrade(context):
            reader.connection = context.wrap_socket(reader.connection, server_side=True)

        reader = Lines(connection)
        try:
            with connection:
                if self.tls:
                    upgrade(self.tls)
                if callable(self.greeting):
                    self.greeting(send, close)
                else:
                    send(self.greeting)
                state = {"has_more": reader.has_more, "upgrade": upgrade, "secure": bool(self.tls)}
                for line in reader:
                    self.said.append(line)
                    self.talk(line.rstrip(b"\r\n"), send, close, state, reader)
        except (Closed, OSError):
            pass


# ---- IMAP ---------------------------------------------------------------

MAIL = (b"From: maria@acme.example\r\nTo: async@acme.example\r\nSubject: [STATUS:apollo] week 10\r\n"
        b"Message-ID: <h1@client.example>\r\n\r\nHealth: green\r\n")


def imap(answers=None, capabilities=b"IMAP4rev1 UIDPLUS MOVE", mails=1):
    """A small IMAP server that is well, except for the commands named in `answers`."""
    answers = answers or {}

    def talk(line, send, close, state, reader):
        tag, _, rest = line.partition(b" ")
        word = b" ".join(rest.upper().split(b" ")[:2]) if rest.upper().startswith(b"UID") else \
            rest.upper().split(b" ")[0]
        if word in answers:
            answers[word](tag, rest, send, close)
            return
        if word == b"CAPABILITY":
            send(b"* CAPABILITY " + capabilities + b"\r\n" + tag + b" OK done\r\n")
        elif word == b"SELECT":
            send(b"* FLAGS (\\Seen \\Deleted)\r\n* %d EXISTS\r\n* 0 RECENT\r\n"
                 b"* OK [UIDVALIDITY 7] fine\r\n" % mails + tag + b" OK [READ-WRITE] done\r\n")
        elif word == b"UID FETCH" and b"BODY" in rest.upper():
            send(b"* 1 FETCH (UID 1 BODY[] {%d}\r\n" % len(MAIL) + MAIL + b")\r\n" + tag + b" OK done\r\n")
        elif word == b"UID FETCH":
            listed = b"* 1 FETCH (UID 1 FLAGS () RFC822.SIZE %d INTERNALDATE \"02-Mar-2026 09:00:00 +0000\")\r\n"
            send((listed % len(MAIL) if mails else b"") + tag + b" OK done\r\n")
        elif word == b"LOGOUT":
            send(b"* BYE\r\n" + tag + b" OK done\r\n")
            close()
        else:
            send(tag + b" OK done\r\n")

    return talk


class Mailbox:
    """An IMAP mailbox that keeps what it is given, and moves it when it is told to. It tells no news unless it is asked."""

    def __init__(self):
        self.mails, self.archive, self.last = {}, [], 0
        self.is_mute = False
        self.lock = threading.Lock()

    def add(self, raw):
        with self.lock:
            self.last += 1
            self.mails[self.last] = raw

    def chosen(self, words):
        """UIDs of a set such as 1,3:5,7:*"""
        found = []
        for part in words.decode().split(","):
            first, _, last = part.partition(":")
            last = last or first
            top = max(self.mails, default=0)
            low, high = (int(first) if first != "*" else top), (int(last) if last != "*" else max(top, int(first)))
            found += [uid for uid in self.mails if low <= uid <= high]
        return sorted(set(found))

    def talk(self, line, send, close, state, reader):
        tag, _, rest = line.partition(b" ")
        words = rest.split(b" ")
        if self.is_mute:
            return
        with self.lock:
            if rest.upper().startswith(b"UID FETCH"):
                parts = []
                for uid in self.chosen(words[2]):
                    raw, place = self.mails[uid], sorted(self.mails).index(uid) + 1
                    body = b" BODY[] {%d}\r\n" % len(raw) + raw if b"BODY" in rest.upper() else \
                        b" FLAGS () RFC822.SIZE %d INTERNALDATE \"02-Mar-2026 09:00:00 +0000\"" % len(raw)
                    parts.append(b"* %d FETCH (UID %d" % (place, uid) + body + b")\r\n")
                send(b"".join(parts) + tag + b" OK done\r\n")
                return
            if rest.upper().startswith(b"UID MOVE"):
                for uid in self.chosen(words[2]):
                    self.archive.append(self.mails.pop(uid))
                send(tag + b" OK done\r\n")
                return
            if rest.upper() == b"NOOP":
                send(b"* %d EXISTS\r\n" % len(self.mails) + tag + b" OK done\r\n")
                return
        imap(mails=len(self.mails))(line, send, close, state, reader)


# ---- SMTP ---------------------------------------------------------------

def smtp(answers=None, features=(b"PIPELINING", b"SIZE 1000000", b"8BITMIME")):
    """A small SMTP server that takes everything, except for the commands named in `answers`."""
    answers = answers or {}

    def take_data(reader, state):
        lines = []
        for line in reader:
            if line == b".\r\n":
                state.setdefault("mails", []).append(b"".join(lines))
                return True
            lines.append(line)
        return False

    def talk(line, send, close, state, reader):
        word = line.upper().split(b" ")[0].split(b":")[0]
        if word in answers and answers[word](line, send, close, state) is not False:
            return
        if word == b"EHLO":
            lines = [b"peer"] + list(features)
            send(b"".join(b"250-" + l + b"\r\n" for l in lines[:-1]) + b"250 " + lines[-1] + b"\r\n")
        elif word == b"AUTH":
            send(b"235 2.7.0 welcome\r\n")
        elif word == b"DATA":
            send(b"354 go on\r\n")
            if not take_data(reader, state):
                close()
            if b"DOT" in answers:
                answers[b"DOT"](line, send, close, state)
            else:
                send(b"250 2.0.0 taken as 42\r\n")
        elif word == b"QUIT":
            send(b"221 bye\r\n")
            close()
        else:
            send(b"250 2.0.0 fine\r\n")

    return talk
