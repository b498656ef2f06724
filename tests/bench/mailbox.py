"""An IMAP server of one mailbox whose every word we time: it says EXISTS the moment a mail is there."""
import re
import threading


class Mailbox:
    """For `Peer`: `talk` answers a client; `push` puts a mail in and tells whoever is in IDLE."""

    def __init__(self):
        self.mails = {}
        self.last = 0
        self.idle = None    # the send function of the session that waits
        self.is_waiting = threading.Event()

    def push(self, raw):
        """Nothing may be said between two commands, so it waits for a client in IDLE."""
        self.is_waiting.wait(20)
        self.last += 1
        self.mails[self.last] = raw
        self.idle(b"* %d EXISTS\r\n" % len(self.mails))

    def numbers(self, words):
        for part in words.split(b","):
            low, _, high = part.partition(b":")
            top = self.last if high == b"*" else int(high or low)
            yield from (uid for uid in range(int(low), top + 1) if uid in self.mails)

    def talk(self, line, send, close, state, reader):
        if line.upper() == b"DONE":
            self.is_waiting.clear()
            send(state["idle"] + b" OK done\r\n")
            return
        tag, _, rest = line.partition(b" ")
        word = rest.upper()
        if word.startswith(b"CAPABILITY"):
            send(b"* CAPABILITY IMAP4rev1 IDLE UIDPLUS MOVE\r\n")
        elif word.startswith((b"SELECT", b"EXAMINE")):
            send(b"* FLAGS (\\Seen \\Deleted)\r\n* %d EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] fine\r\n" % len(self.mails))
        elif word.startswith(b"IDLE"):
            state["idle"] = tag
            self.idle = send
            send(b"+ idling\r\n")
            self.is_waiting.set()
            return
        elif word.startswith(b"UID FETCH"):
            asked = rest.split(b" ")[2]
            for place, uid in enumerate(self.numbers(asked), 1):
                raw = self.mails[uid]
                if b"BODY" in word:
                    send(b"* %d FETCH (UID %d BODY[] {%d}\r\n" % (place, uid, len(raw)) + raw + b")\r\n")
                else:
                    send(b"* %d FETCH (UID %d FLAGS () RFC822.SIZE %d INTERNALDATE \"02-Mar-2026 09:00:00 +0000\")\r\n"
                         % (place, uid, len(raw)))
        elif word.startswith(b"UID MOVE"):
            for uid in list(self.numbers(rest.split(b" ")[2])):
                del self.mails[uid]
                send(b"* 1 EXPUNGE\r\n")
        elif word.startswith(b"LOGOUT"):
            send(b"* BYE\r\n" + tag + b" OK done\r\n")
            close()
        send(tag + b" OK done\r\n")
