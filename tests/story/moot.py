"""A small team, its mailboxes as folders, and the real program between them.

A story writes mails into the gateway's Maildir, moves the clock with `once --now`, and reads what was sent.
Nothing of the program is replaced; only the hour is ours.
"""
import email
import email.policy
import email.utils
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timezone

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.environ.get("MAILMOOT", os.path.join(ROOT, "build", "mailmoot"))
GATEWAY = "async@acme.example"

PEOPLE = {
    "maria": ("Maria Silva", "America/Sao_Paulo", ""),
    "jonas": ("Jonas Weber", "Europe/Berlin", ""),
    "priya": ("Priya Nair", "Asia/Kolkata", ""),
    "li": ("Li Chen", "Pacific/Auckland", ""),
    "tom": ("Tom Berg", "Europe/Berlin", ""),
}


class Wrong(AssertionError):
    pass


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


class Team:
    def __init__(self, people=None, extra="", rules="", person_extra=None, env=None):
        self.folder = tempfile.mkdtemp(prefix="moot-")
        self.people = dict(people or PEOPLE)
        self.count = 0
        self.env = dict(os.environ, **(env or {}))
        self.seen = set()
        for box in ("in", "out"):
            for part in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(self.folder, box, part))
        self.config = os.path.join(self.folder, "acme.conf")
        self.write_config(extra, rules, person_extra or {})

    def __enter__(self):
        return self

    def __exit__(self, *why):
        try:
            if why[0] is None:
                self.check_proofs()
        finally:
            self.clean()

    def check_proofs(self):
        """Whatever a story did: each of its decisions can be worked out again by another program."""
        rows = Team.run(self, "list", "decision", "--json", check=False).stdout
        for row in json.loads(rows) if rows.startswith("[") else []:
            proof = Team.run(self, "show", row["id"], "--proof", check=False)
            if proof.returncode == 0:
                check_proof(proof.stdout)

    def clean(self):
        if not os.environ.get("KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def write_config(self, extra, rules, person_extra):
        lines = ['gateway "acme" {', f'  address = "{GATEWAY}"', '  zone = "Europe/Berlin"',
                 f'  store = "{self.folder}/acme.db"', '  operator = "tom"']
        if rules:
            path = os.path.join(self.folder, "own.rules")
            with open(path, "w", encoding="utf-8") as out:
                out.write(rules)
            lines.append(f'  rules = {{"{ROOT}/rules/default.rules", "{path}"}}')
        lines += ["}", 'mailbox "async" {', f'  server = "maildir:{self.folder}/in"', "}",
                  "outgoing {", f'  server = "maildir:{self.folder}/out"', "}"]
        for who, (name, zone, more) in self.people.items():
            lines += [f'person "{who}" {{', f'  name = "{name}"',
                      f'  address = "{who}@acme.example"', f'  zone = "{zone}"',
                      more, person_extra.get(who, ""), "}"]
        lines.append(extra)
        with open(self.config, "w", encoding="utf-8") as out:
            out.write("\n".join(line for line in lines if line) + "\n")

    # ---- writing --------------------------------------------------------
    def post(self, raw):
        """Raw bytes into the gateway's mailbox."""
        self.count += 1
        name = f"{self.count:06d}.M{self.count}.test"
        path = os.path.join(self.folder, "in", "new", name)
        with open(path, "wb") as out:
            out.write(raw if isinstance(raw, bytes) else raw.encode())
        return path

    def mail(self, who, subject, body="", at="2026-03-02T09:00:00Z", to=None, cc=None,
             headers=None, sender=None):
        self.count += 1
        name = self.people[who][0] if who in self.people else who
        address = sender or (f"{who}@acme.example" if "@" not in who else who)
        mail = email.message.EmailMessage()
        mail["From"] = email.utils.formataddr((name, address))
        mail["To"] = to or GATEWAY
        if cc:
            mail["Cc"] = ", ".join(f"{one}@acme.example" for one in cc)
        mail["Subject"] = subject
        mail["Date"] = email.utils.format_datetime(instant(at))
        mail["Message-ID"] = f"<m{self.count}.{who.split('@')[0]}@client.example>"
        for key, value in (headers or {}).items():
            mail[key] = value
        mail.set_content(body or "\n")
        self.post(mail.as_bytes())
        return mail["Message-ID"]

    def reply(self, who, notice, body, at="2026-03-02T10:00:00Z", quote="> ", to=None,
              headers=None, sender=None):
        """Answer a mail we were sent, as a mail client does."""
        lines = "\n".join(quote + line for line in notice.text.splitlines()[:12])
        text = f"{body}\n\nOn Mon, {GATEWAY} wrote:\n{lines}\n" if quote else body + "\n"
        more = {"In-Reply-To": notice.id, "References": notice.id}
        more.update(headers or {})
        return self.mail(who, "Re: " + notice.subject, text, at,
                         to=to or notice.reply_to or GATEWAY, headers=more, sender=sender)

    # ---- running --------------------------------------------------------
    def run(self, *arguments, check=True, text=None):
        done = subprocess.run([PROGRAM, "-c", self.config, *arguments], env=self.env, input=text,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              timeout=120, check=False)
        if check and done.returncode != 0:
            raise Wrong(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def once(self, now):
        """One pass at that hour. The mails that left in it."""
        self.run("once", "--now", now)
        return self.news()

    def until(self, start, end, minutes=30):
        """Passes every so often, as time would; all mails that left, each with its hour."""
        from datetime import timedelta
        at, last, mails = instant(start), instant(end), []
        while at <= last:
            mails += self.once(at.strftime("%Y-%m-%dT%H:%M:%SZ"))
            at += timedelta(minutes=minutes)
        return mails

    def live(self, start, end):
        """A pass at every instant at which something falls due, as the daemon would wake."""
        import sqlite3
        at, mails = start, self.once(start)
        while True:
            with sqlite3.connect(f"file:{self.folder}/acme.db?mode=ro", uri=True) as store:
                due = [row[0] for row in store.execute(
                    "SELECT min(due) FROM duty WHERE done IS NULL UNION ALL SELECT min(try_at) FROM outbox WHERE state = 0")]
            store.close()
            due = [datetime.fromtimestamp(one, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") for one in due if one]
            if not due or min(due) > end:
                return mails
            at = max(at, min(due))
            mails += self.once(at)

    def news(self):
        folder = os.path.join(self.folder, "out", "new")
        mails = []
        for name in sorted(os.listdir(folder)):
            if name not in self.seen:
                self.seen.add(name)
                mails.append(Notice(os.path.join(folder, name)))
        return mails

    def json(self, *arguments):
        return json.loads(self.run(*arguments, "--json").stdout)

    def show(self, item):
        return self.json("show", item)

    def list(self, *arguments):
        return self.json("list", *arguments)

    def box(self, part):
        """File names in inbox ("") or a folder below it (".Archive")."""
        found = []
        for half in ("new", "cur"):
            path = os.path.join(self.folder, "in", part, half)
            found += os.listdir(path) if os.path.isdir(path) else []
        return found


def check_proof(text, *mails, should="0 faults"):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        done = subprocess.run([sys.executable, os.path.join(ROOT, "tests", "proof", "check.py"), file.name, *mails],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    contains(done.stdout, should)


class Notice:
    """A mail we sent."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.raw = file.read()
        self.mail = email.message_from_bytes(self.raw, policy=email.policy.default)
        self.to = email.utils.parseaddr(self.mail["To"])[1].split("@")[0]
        self.kind = self.mail["X-Mailmoot-Notice"]
        self.item = self.mail["X-Mailmoot-Item"]
        self.subject = self.mail["Subject"]
        self.id = self.mail["Message-ID"]
        self.reply_to = email.utils.parseaddr(self.mail["Reply-To"] or "")[1]
        self.text = self.mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
        html = self.mail.get_body(("html",))
        self.html = html.get_content() if html else ""

    def __repr__(self):
        return f"<{self.kind} {self.item} to {self.to}: {self.subject}>"

    def button(self, word):
        """The mail that a press of this button would write: (address, subject, body)."""
        from html import unescape
        from urllib.parse import parse_qs, unquote, urlsplit
        for href in re.findall(r'href="(mailto:[^"]+)"', self.html):
            parts = urlsplit(unescape(href))
            query = parse_qs(parts.query)
            body = query.get("body", [""])[0]
            if body.startswith(word):
                return unquote(parts.path), query["subject"][0], body
        raise Wrong(f"no button {word!r} in {self}")


def only(mails, kind=None, to=None, item=None):
    found = [m for m in mails if (kind is None or m.kind == kind) and (to is None or m.to == to)
             and (item is None or m.item == item)]
    if len(found) != 1:
        raise Wrong(f"expected one {kind} to {to}, found {found} among {mails}")
    return found[0]


def none(mails, kind=None, to=None):
    found = [m for m in mails if (kind is None or m.kind == kind) and (to is None or m.to == to)]
    if found:
        raise Wrong(f"expected no {kind} to {to}, found {found}")


def equal(is_, should):
    if is_ != should:
        raise Wrong(f"is {is_!r}, should be {should!r}")


def holds(condition, what=""):
    if not condition:
        raise Wrong(what)


def contains(text, part):
    if part not in text:
        raise Wrong(f"{part!r} not in:\n{text}")
