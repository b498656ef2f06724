#!/usr/bin/env python3
"""How fast, and beside whom, in one run on one machine. Ratios count, not figures.

    tests/bench.py [MAILS]
"""
import email
import email.policy
import os
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "server"))
sys.dont_write_bytecode = True
from dovecot import Dovecot  # noqa: E402
from peer import Peer, smtp  # noqa: E402

PROGRAM = os.environ.get("MAILMOOT", os.path.join(ROOT, "build", "mailmoot"))
GATEWAY = "async@acme.example"
BODY = "Health: green\r\n\r\n" + "The login is done, and the payments are next on the list.\r\n" * 60


def mail(number, subject="[STATUS:bulk] number"):
    return (f"From: Maria <maria@acme.example>\r\nTo: {GATEWAY}\r\nSubject: {subject} {number}\r\n"
            f"Message-ID: <b{number}@client.example>\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\n\r\n{BODY}")


def fill(server, count):
    """Mails laid into the server's own files; handing each over would take longer than the test."""
    server.deliver(GATEWAY, b"From: x@y.example\r\nSubject: first\r\nMessage-ID: <w@x>\r\n\r\nx\r\n")
    box = [folder for folder, _, _ in os.walk(os.path.join(server.folder, "mail"))
           if folder.endswith("/new") and "async" in folder][0]
    owner = os.stat(box)
    for number in range(count):
        path = os.path.join(box, f"17{number:08d}.M{number}.bench")
        with open(path, "w", encoding="ascii") as out:
            out.write(mail(number))
        os.chown(path, owner.st_uid, owner.st_gid)


def memory_of(pids):
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except OSError:
            pass
    return total


def family(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return [pid] + [one for child in file.read().split() for one in family(int(child))]
    except OSError:
        return [pid]


class Watch(threading.Thread):
    """The most that a program and its children used at once, in KB."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.peak, self.goes_on = pid, 0, True

    def run(self):
        while self.goes_on:
            self.peak = max(self.peak, memory_of(family(self.pid)))
            time.sleep(0.02)


def configuration(server, outgoing=""):
    path = os.path.join(server.folder, "bench.conf")
    with open(path, "w", encoding="utf-8") as out:
        out.write(f'''
gateway "acme" {{ address = "{GATEWAY}" zone = "UTC" store = "{path}.db" operator = "maria" }}
mailbox "async" {{ server = "imap+insecure://127.0.0.1:{server.imap}" user = "{GATEWAY}" password-command = "echo {server.password(GATEWAY)}" }}
{outgoing}
person "maria" {{ name = "Maria" address = "maria@acme.example" hours = "Mon-Sun 00:00-24:00" digest = "off" }}
''')
    return path


def timed(arguments):
    start = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watch = Watch(process.pid)
    watch.start()
    status = process.wait()
    watch.goes_on = False
    if status != 0:
        raise SystemExit(f"{arguments[0]}: exit {status}")
    return time.monotonic() - start, watch.peak


def take_in(count):
    with Dovecot([GATEWAY]) as server:
        fill(server, count)
        ours, peak = timed([PROGRAM, "-c", configuration(server), "once"])
    with Dovecot([GATEWAY]) as server:
        fill(server, count)
        os.makedirs(os.path.join(server.folder, "copy"))
        rc = os.path.join(server.folder, "mbsyncrc")
        with open(rc, "w", encoding="ascii") as out:
            out.write(f"IMAPAccount a\nHost 127.0.0.1\nPort {server.imap}\nUser {GATEWAY}\nPass {server.password(GATEWAY)}\n"
                      f"SSLType None\nAuthMechs PLAIN\n\nIMAPStore far\nAccount a\n\nMaildirStore near\nPath {server.folder}/copy/\n"
                      f"Inbox {server.folder}/copy/INBOX\n\nChannel c\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Near\nSyncState *\n")
        theirs, _ = timed(["mbsync", "-c", rc, "-a"])
    print(f"take in {count} mails: fetch, read, decide, commit, answer, archive   {count / ours:8.0f}/s")
    print(f"  mbsync, which fetches and copies                                  {count / theirs:8.0f}/s   ratio {theirs / ours:.2f}")
    print(f"  memory of all our processes at most                               {peak / 1024:8.1f} MB")


def idle():
    with Dovecot([GATEWAY]) as server:
        process = subprocess.Popen([PROGRAM, "-c", configuration(server), "run"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(2)
        pids = family(process.pid)
        print(f"idle, {len(pids)} processes                                                  {memory_of(pids) / 1024:8.1f} MB")
        process.terminate()
        process.wait()


def read(count):
    with tempfile.NamedTemporaryFile("w", suffix=".mbox") as box:
        for number in range(count):
            box.write("From x Mon Mar  2 09:00:00 2026\n" + mail(number).replace("\r\n", "\n") + "\n")
        box.flush()
        ours, _ = timed([PROGRAM, "inspect", "--json", box.name])
        start = time.monotonic()
        for number in range(count):
            parsed = email.message_from_string(mail(number), policy=email.policy.default)
            _ = (parsed["Subject"], parsed["From"], parsed.get_body(("plain",)).get_content())
        theirs = time.monotonic() - start
    print(f"read {count} mails: everything inspect says                           {count / ours:8.0f}/s")
    print(f"  Python's email: subject, sender and text                          {count / theirs:8.0f}/s   ratio {theirs / ours:.2f}")


def send():
    """From the moment a mail lies in the spool of `deliver` to its answer at the next server."""
    taken = []

    def dot(line, send_, close, state):
        taken.append(time.monotonic())
        send_(b"250 fine\r\n")

    with Dovecot([GATEWAY]) as server, Peer(smtp({b"DOT": dot}), b"220 peer\r\n") as peer:
        config = configuration(server, f'outgoing {{ server = "smtp+insecure://127.0.0.1:{peer.port}" }}')
        subprocess.run([PROGRAM, "-c", config, "deliver"], input=mail(0), text=True, check=True)
        process = subprocess.Popen([PROGRAM, "-c", config, "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        waits = []
        spool = config + ".db.incoming"
        for number in range(1, 41):
            while len(taken) < number:
                time.sleep(0.001)
            time.sleep(0.05)
            temporary, final = (os.path.join(spool, part, f"b{number}") for part in ("tmp", "new"))
            with open(temporary, "w", encoding="ascii") as out:
                out.write(mail(number))
            start = time.monotonic()
            os.rename(temporary, final)
            while len(taken) < number + 1:
                time.sleep(0.0002)
            waits.append(taken[number] - start)
        process.terminate()
        process.wait()
    waits.sort()
    print(f"mail in to answer accepted by the SMTP server, median of {len(waits)}             {waits[len(waits) // 2] * 1000:8.1f} ms")
    print(f"  the slowest                                                       {waits[-1] * 1000:8.1f} ms")


def working_time():
    """A person's calendar, beside a table of all their working intervals with running totals in SQLite."""
    program = os.path.join(ROOT, "build", "bench-working-time")
    done = subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        name, ours, theirs = line.split()
        print(f"working time: {name:<20}                                  {float(ours):12.0f}/s")
        print(f"  SQLite, an indexed table of intervals with running totals         {float(theirs):8.0f}/s   ratio {float(ours) / float(theirs):.2f}")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    take_in(count)
    idle()
    read(count)
    send()
    working_time()


main()
