#!/usr/bin/env python3
"""One working week of a small team, played through the real program over real IMAP and LMTP.

usage: demo.py [--keep]     (make demo, make demo KEEP=1)
"""
import email
import email.policy
import email.utils
import os
import signal
import subprocess
import sys
import textwrap
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "server"))
sys.dont_write_bytecode = True
from dovecot import Dovecot, is_there  # noqa: E402

PROGRAM = os.environ.get("MAILMOOT", os.path.join(ROOT, "build", "mailmoot"))
GATEWAY = "async@acme.example"
PEOPLE = {
    "maria": ("Maria Silva", "America/Sao_Paulo", 'manager = "jonas"'),
    "jonas": ("Jonas Weber", "Europe/Berlin", 'manager = "maria"'),
    "priya": ("Priya Nair", "Asia/Kolkata", 'manager = "maria"'),
    "li": ("Li Chen", "Pacific/Auckland", 'manager = "jonas"\n  hours = {"Mon-Fri 09:00-12:30", "Mon-Fri 13:30-18:00"}'),
}
IS_TERMINAL = sys.stdout.isatty()


def paint(code, text):
    return f"\033[{code}m{text}\033[0m" if IS_TERMINAL else text


def parse(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


class Week:
    def __init__(self, server):
        self.server = server
        self.now = None
        self.count = 0
        self.seen = {who: 0 for who in PEOPLE}
        self.inbox = {who: [] for who in PEOPLE}
        self.digests = []
        self.config = os.path.join(server.folder, "acme.conf")
        self.write_config()

    def write_config(self):
        with open(self.config, "w", encoding="utf-8") as out:
            out.write(textwrap.dedent(f'''\
                gateway "acme" {{
                  address  = "{GATEWAY}"
                  zone     = "Europe/Berlin"
                  store    = "{self.server.folder}/acme.db"
                  operator = "jonas"
                }}
                mailbox "async" {{
                  server   = "imap+insecure://127.0.0.1:{self.server.imap}"
                  user     = "{GATEWAY}"
                  password = "{self.server.password(GATEWAY)}"
                }}
                outgoing {{
                  server = "lmtp://127.0.0.1:{self.server.lmtp}"
                }}
                group "oncall" {{ members = {{"priya"}} }}
                policy "default" {{
                  step {{ after = "0m"   notify = {{"group:oncall"}} }}
                  step {{ after = "15m"  notify = {{"manager"}} }}
                  repeat = 1
                  acknowledged-for = "30m"
                }}
                '''))
            for who, (name, zone, more) in PEOPLE.items():
                out.write(f'person "{who}" {{\n  name = "{name}"\n  address = "{who}@acme.example"\n'
                          f'  zone = "{zone}"\n  {more}\n}}\n')

    # ---- telling -----------------------------------------------------------
    def local(self, who, at=None):
        return (at or self.now).astimezone(ZoneInfo(PEOPLE[who][1])).strftime("%a %H:%M")

    def say(self, who, verb, what, colour):
        print(f"{paint('2', self.now.strftime('%a %H:%M UTC'))}  "
              f"{paint(colour, f'{verb:<7}')} {PEOPLE[who][0]:<12} {self.local(who)} there   {what}")

    def chapter(self, title):
        print("\n" + paint("1", title))

    # ---- doing --------------------------------------------------------------
    def once(self):
        done = subprocess.run([PROGRAM, "-c", self.config, "once", "--now",
                               self.now.strftime("%Y-%m-%dT%H:%M:%SZ")],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=60, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"mailmoot once: exit {done.returncode}\n{done.stdout}")
        self.collect()

    def collect(self):
        for who in PEOPLE:
            for uid, raw in self.server.fetch(f"{who}@acme.example", above=self.seen[who]):
                self.seen[who] = max(self.seen[who], uid)
                mail = email.message_from_bytes(raw, policy=email.policy.default)
                if "X-Mailmoot-Notice" not in mail:
                    continue
                self.inbox[who].append(mail)
                if mail["X-Mailmoot-Notice"] == "digest":
                    self.digests.append((who, mail))
                self.say(who, "gets", f"{mail['X-Mailmoot-Notice']:<11} {mail['Subject']}", "36")

    def until(self, text, step_minutes=30):
        """Let time pass, looking in as a daemon would."""
        end = parse(text)
        if self.now is None:
            self.now = end
            self.once()
            return
        while self.now < end:
            self.now = min(end, self.now + timedelta(minutes=step_minutes))
            self.once()

    def write(self, who, subject, body, headers=None, to=GATEWAY, cc=()):
        self.count += 1
        mail = email.message.EmailMessage()
        mail["From"] = email.utils.formataddr((PEOPLE[who][0], f"{who}@acme.example"))
        mail["To"] = to
        if cc:
            mail["Cc"] = ", ".join(f"{one}@acme.example" for one in cc)
        mail["Subject"] = subject
        mail["Date"] = email.utils.format_datetime(self.now.astimezone(ZoneInfo(PEOPLE[who][1])))
        mail["Message-ID"] = f"<demo{self.count}.{who}@client.example>"
        for key, value in (headers or {}).items():
            mail[key] = value
        mail.set_content(body)
        self.server.deliver(to, mail.as_bytes(), f"{who}@acme.example")
        first = body.strip().splitlines()[0]
        self.say(who, "writes", f"{subject}  {paint('2', '| ' + first)}", "33")
        self.once()

    def last(self, who, kind, item=None):
        for mail in reversed(self.inbox[who]):
            if mail["X-Mailmoot-Notice"] == kind and (item is None or mail["X-Mailmoot-Item"] == item):
                return mail
        raise RuntimeError(f"{who} has no {kind} about {item}")

    def reply(self, who, mail, body, style="top"):
        text = mail.get_body(("plain",)).get_content().splitlines()[:10]
        if style == "outlook":
            quoted = (f"\n\n________________________________\nFrom: acme <{GATEWAY}>\nSent: Monday, 2 March 2026 10:00\n"
                      f"To: {PEOPLE[who][0]}\nSubject: {mail['Subject']}\n\n" + "\n".join(text))
            body += quoted
        elif style == "bottom":
            body = f"On Mon, 2 Mar 2026 at 10:00, acme <{GATEWAY}> wrote:\n" + \
                   "\n".join("> " + line for line in text) + "\n\n" + body
        else:
            body += f"\n\nOn Mon, 2 Mar 2026 at 10:00, acme <{GATEWAY}> wrote:\n" + \
                    "\n".join("> " + line for line in text)
        address = email.utils.parseaddr(mail["Reply-To"])[1]
        self.write(who, "Re: " + mail["Subject"], body + "\n",
                   {"In-Reply-To": mail["Message-ID"], "References": mail["Message-ID"]}, address)


def play(week):
    week.chapter("Monday: Maria proposes; each decider is asked in their own morning")
    week.until("2026-03-02T12:30:00Z")
    week.write("maria", "[DECISION:infra] Move CI to our own runners",
               "Owner: maria\nDue: fair 12wh\n\n"
               "The queue costs every one of us an hour a day. Runners cost 80 EUR a month.\n",
               cc=("jonas", "priya", "li"))
    week.write("maria", "[STATUS:apollo] week 10", "Health: green\n\nLogin shipped on Friday.\n")
    week.until("2026-03-02T14:00:00Z")
    week.reply("jonas", week.last("jonas", "ask", "D-1"), "object: who patches the runners at the weekend?", "outlook")
    week.until("2026-03-02T21:00:00Z")
    week.reply("li", week.last("li", "ask", "D-1"), "+1, the queue hurts most from here", "bottom")

    week.chapter("Tuesday: the objection is resolved; Priya reports and asks")
    week.until("2026-03-03T04:30:00Z")
    week.reply("priya", week.last("priya", "ask", "D-1"), "agree", "top")
    week.write("priya", "[STATUS:apollo] week 10, payments",
               "Health: amber\nBlocked: waiting for the audit\nNext: retry logic\n\nPayments slip by three days.\n")
    week.write("priya", "[QUESTION] May backups lie in Frankfurt?", "Owner: li\n\nThe audit wants to know.\n")
    week.until("2026-03-03T12:30:00Z")
    week.reply("maria", week.last("maria", "report", "D-1"),
               "The vendor's image patches itself every night; on-call only restarts.")
    week.until("2026-03-03T13:30:00Z")
    week.reply("jonas", week.last("jonas", "ask", "D-1"), "resolve\n\nGood enough for me.")

    week.chapter("Wednesday to Friday: the decision settles; Li is reminded, and answers late")
    week.until("2026-03-05T22:00:00Z", 60)
    week.reply("li", week.last("li", "ask", "Q-1"), "Yes. The contract covers every EU region; section 4.", "top")
    week.until("2026-03-06T15:00:00Z", 60)

    week.chapter("Friday night: checkout is down; nobody answers the first call")
    week.until("2026-03-06T21:00:00Z", 60)
    week.write("jonas", "[URGENT:payments] checkout is down", "All card payments fail since 21:50.\n")
    week.until("2026-03-06T21:05:00Z", 1)
    week.until("2026-03-06T21:20:00Z", 5)
    week.reply("maria", week.last("maria", "escalation", "E-1"), "ack")
    week.until("2026-03-06T21:40:00Z", 10)
    week.reply("maria", week.last("maria", "escalation", "E-1"), "resolved: the certificate had run out; renewed it")

    week.chapter("Monday: one digest each, at nine o'clock where they are")
    week.until("2026-03-08T20:00:00Z", 240)
    week.until("2026-03-09T13:00:00Z", 60)


def show(week):
    print("\n" + paint("1", "What the record says"))
    print(subprocess.run([PROGRAM, "-c", week.config, "list"], stdout=subprocess.PIPE, text=True,
                         check=True).stdout, end="")
    who, digest = next((d for d in week.digests if d[0] == "jonas"), week.digests[-1])
    print("\n" + paint("1", f"The digest of {PEOPLE[who][0]}") + "\n")
    print(textwrap.indent(digest.get_body(("plain",)).get_content().rstrip(), "    "))
    path = os.path.join(week.server.folder, "digest.html")
    with open(path, "w", encoding="utf-8") as out:
        out.write(digest.get_body(("html",)).get_content())
    print("\n" + paint("1", "Where things lie"))
    print(f"  mailboxes      {week.server.folder}/mail")
    print(f"  store          {week.server.folder}/acme.db")
    print(f"  HTML digest    {path}")
    print(f"  configuration  {week.config}")
    print(f"\n  Ask it why:    build/mailmoot -c {week.config} why D-1")


def keep(week):
    print("\n" + paint("1", "The servers stay up.  Join with your own mail client:"))
    print(f"  IMAP 127.0.0.1 port {week.server.imap} (no TLS), LMTP port {week.server.lmtp}")
    for user in week.server.users:
        print(f"  {user:<22} password {week.server.password(user)}")
    print(f"  Run the gateway:  build/mailmoot -c {week.config} run")
    print(f"  Stop the servers: kill -9 -- -{week.server.process.pid}")


def main():
    if not is_there():
        print("demo: /usr/sbin/dovecot is missing; make demo installs it", file=sys.stderr)
        return 1
    keeps = "--keep" in sys.argv[1:]
    server = Dovecot([GATEWAY] + [f"{who}@acme.example" for who in PEOPLE])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    is_well = False
    try:
        server.start()
        week = Week(server)
        play(week)
        show(week)
        if keeps:
            keep(week)
        is_well = True
    finally:
        if not (keeps and is_well):
            server.stop(keep=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
