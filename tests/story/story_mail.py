"""What mails may and may not do."""
import os
import re

from moot import Team, contains, equal, holds, none, only

MONDAY = "2026-03-02T09:00:00Z"


def story_stranger_is_held():
    with Team() as team:
        team.mail("eve@else.example", "[DECISION] Pay me", "Owner: maria\n", MONDAY)
        mails = team.once(MONDAY)
        none(mails, to="eve")
        equal(team.list(), [])
        held = team.json("held")
        equal((held[0]["from"], held[0]["reason"]), ("eve@else.example", "sender not known"))
        report = only(mails, "report", "tom")
        contains(report.text, "eve@else.example")


def story_offered_twice():
    with Team() as team:
        path = None
        team.mail("priya", "[STATUS] week 10", "Health: green\n", MONDAY)
        raw = open(os.path.join(team.folder, "in", "new", os.listdir(team.folder + "/in/new")[0]),
                   "rb").read()
        equal(len(team.once(MONDAY)), 1)
        team.post(raw)
        equal(team.once("2026-03-02T09:10:00Z"), [])
        equal(len(team.list()), 1)
        del path


def story_own_mail_comes_back():
    with Team() as team:
        team.mail("priya", "[STATUS] week 10", "Health: green\n", MONDAY)
        receipt = team.once(MONDAY)[0]
        team.post(receipt.raw)
        equal(team.once("2026-03-02T09:10:00Z"), [])


def story_no_tag_gets_help():
    with Team() as team:
        team.mail("priya", "hello there", "What can you do?\n", MONDAY)
        answer = only(team.once(MONDAY), "answer", "priya")
        contains(answer.text, "[DECISION]")


def story_vote_without_token_is_confirmed():
    with Team() as team:
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", MONDAY,
                  cc=("jonas",))
        team.once(MONDAY)
        # Written by hand: the right subject, nothing that proves the sender.
        team.mail("jonas", "Re: [D-1] Move CI", "+1\n", "2026-03-02T10:00:00Z")
        confirm = only(team.once("2026-03-02T10:00:00Z"), "answer", "jonas")
        equal([p for p in team.show("D-1")["positions"] if p["person"] == "jonas"], [])
        team.reply("jonas", confirm, "confirm", "2026-03-02T10:05:00Z")
        team.once("2026-03-02T10:05:00Z")
        positions = [p for p in team.show("D-1")["positions"] if p["person"] == "jonas"]
        equal(positions[0]["position"], "agree")


def story_forged_sender_with_another_token():
    """A token is bound to its person: forwarded, it makes a comment, never a vote."""
    with Team() as team:
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", MONDAY,
                  cc=("jonas", "priya"))
        ask = only(team.once(MONDAY), "ask", "jonas")
        team.reply("priya", ask, "-1: no", "2026-03-02T10:00:00Z")
        team.once("2026-03-02T10:00:00Z")
        equal([p["person"] for p in team.show("D-1")["positions"] if p["person"] == "priya"], [])


def story_settled_after_commit():
    with Team() as team:
        team.mail("priya", "[STATUS] week 10", "Health: green\n", MONDAY)
        team.once(MONDAY)
        equal(team.box(""), [])
        equal(len(team.box(".Archive")), 1)


def story_unreadable_goes_aside():
    with Team() as team:
        team.post(b"")
        team.post(b"To: " + b"g:" * 40000 + b"x@y\n\nhi\n")
        report = only(team.once(MONDAY), "report", "tom")
        contains(report.text, "a header field is over")
        equal(len(team.box(".Aside")), 2)
        equal(team.box(""), [])
        held = team.json("held")
        equal([row["disposition"] for row in held], ["aside", "aside"])
        holds(all(row["reason"] for row in held), held)
        team.run("held", "drop", str(held[0]["id"]))
        equal(len(team.json("held")), 1)


def story_two_owners():
    with Team() as team:
        team.mail("maria", "[DECISION] Move CI", "Owner: jonas, priya\n\nYes.\n", MONDAY, cc=("jonas",))
        receipt = only(team.once(MONDAY), "receipt", "maria")
        contains(receipt.text, "Owner")


def story_date_that_is_over():
    with Team() as team:
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-02-01\n\nYes.\n", MONDAY,
                  cc=("jonas",))
        contains(only(team.once(MONDAY), "receipt", "maria").text, "over")


def story_japanese_with_a_windows_charset():
    with Team() as team:
        raw = ("From: priya@acme.example\r\nTo: async@acme.example\r\n"
               "Message-ID: <jp1@client.example>\r\n"
               "Subject: [STATUS:apollo] =?Shift_JIS?B?kWaKVJFa?=\r\n"
               "Content-Type: text/plain; charset=Shift_JIS\r\n"
               "Content-Transfer-Encoding: 8bit\r\n\r\n").encode()
        raw += "Health: green\r\n\r\n進捗①は順調です\r\n".encode("cp932")
        team.post(raw)
        only(team.once(MONDAY), "receipt", "priya")
        contains(team.show("S-1")["details"]["body"], "①は順調です")


def story_headers_on_what_we_send():
    with Team() as team:
        team.mail("maria", "[DECISION] Grüße — Umzug", "Owner: maria\nDue: 2026-03-20 16:00\n\nJa.\n",
                  MONDAY, cc=("jonas",))
        ask = only(team.once(MONDAY), "ask", "jonas")
        mail = ask.mail
        equal(mail["X-Mailmoot-Item"], "D-1")
        equal(mail["Auto-Submitted"], "auto-generated")
        equal(mail.get_content_type(), "multipart/alternative")
        contains(ask.subject, "Grüße — Umzug")
        holds(mail["References"] and mail["In-Reply-To"])
        holds(re.fullmatch(r"async\+[a-z0-9-]+@acme\.example", ask.reply_to), ask.reply_to)
        holds(all(len(line) <= 998 for line in ask.raw.split(b"\r\n")))


def story_threads_hold():
    """Every notice of an item names its first mail."""
    with Team() as team:
        first = team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n",
                          MONDAY, cc=("jonas",))
        for notice in team.once(MONDAY):
            contains(notice.mail["References"], first)


def story_delivered_by_an_alias():
    """`deliver` says yes only when the mail is on disk; the next pass takes it in."""
    with Team() as team:
        done = team.run("deliver", text="From: priya@acme.example\nTo: async@acme.example\nSubject: [STATUS:apollo] week 10\n"
                                        "Message-ID: <al1@client.example>\n\nHealth: green\n")
        equal(done.returncode, 0)
        only(team.once(MONDAY), "receipt", "priya")
        equal(os.listdir(team.folder + "/acme.db.incoming/new"), [])
        # Whatever is wrong with the disk, the mail server shall keep the mail.
        spool = team.folder + "/acme.db.incoming"
        os.rename(spool, spool + ".away")
        with open(spool, "w", encoding="ascii"):
            equal(team.run("deliver", text="From: a@b.c\n\n", check=False).returncode, 75)
        os.remove(spool)
        os.rename(spool + ".away", spool)
        for wrong in ("me", "--nope", "-x", "--json"):
            equal((wrong, team.run("deliver", wrong, text="From: a@b.c\n\n", check=False).returncode), (wrong, 64))
        os.rename(team.config, team.config + ".away")
        equal(team.run("deliver", text="From: a@b.c\n\n", check=False).returncode, 78)
        os.rename(team.config + ".away", team.config)
        equal(team.run("list", "status", "--json").returncode, 0)


def story_limits_are_configured():
    small = 'limits {\n parts = 10\n mail-megabytes = 1\n text-bytes = 10000\n}'
    with Team(extra=small) as team:
        parts = "".join(f"--b\n\npart {number}\n" for number in range(20))
        head = "From: priya@acme.example\nTo: async@acme.example\nSubject: [STATUS:apollo] week 10\n"
        team.post(head + "Message-ID: <l1@client.example>\nMIME-Version: 1.0\n"
                  f"Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n")
        team.post(head + "Message-ID: <l2@client.example>\n\n" + "long line of text\n" * 70000)
        team.post(head + "Message-ID: <l3@client.example>\n\nHealth: green\n\n" + "long line of text\n" * 2000)
        team.once(MONDAY)
        equal(len(team.box(".Aside")), 2)
        equal(len(team.list()), 1)
        reasons = " ".join(row["reason"] for row in team.json("held"))
        contains(reasons, "more than 10 parts")
        contains(reasons, "oversize")
    with Team(extra="limits {\n parts = 1\n}") as team:
        done = team.run("check", check=False)
        equal(done.returncode, 3)
        contains(done.stderr, "parts")


def story_one_mail_fails_us():
    """It counts against that mail alone: its neighbours in the same commit are taken in, and the third time it goes aside."""
    import sqlite3
    with Team() as team:
        team.once("2026-03-02T08:00:00Z")
        with sqlite3.connect(team.folder + "/acme.db") as store:
            store.execute("CREATE TRIGGER boom BEFORE INSERT ON inbox WHEN NEW.subject LIKE '%boom%'"
                          " BEGIN SELECT RAISE(ABORT, 'boom'); END")
        store.close()
        for number in range(5):
            team.mail("maria", f"[STATUS:apollo] {'boom' if number == 2 else 'week'} {number}", "Health: green\n", MONDAY)
        for minute in range(3):
            equal(team.run("once", "--now", f"2026-03-02T09:0{minute}:00Z", check=False).returncode, 4)
            equal(len(team.list()), 4)
            equal((len(team.box("")), len(team.box(".Archive"))), (1, 4))
        team.once("2026-03-02T09:05:00Z")
        equal((team.box(""), len(team.box(".Aside"))), ([], 1))
        contains(team.json("held")[0]["reason"], "failed three times")


def story_old_mail_new_subject():
    """Somebody answers an old mail to begin something else."""
    with Team() as team:
        first = team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", MONDAY, cc=("jonas",))
        team.once(MONDAY)
        team.mail("jonas", "Re: [DECISION] Move CI", "I wonder about the cost.\n", headers={"In-Reply-To": first, "References": first})
        team.mail("jonas", "Lunch on Friday?", "Who comes?\n", headers={"In-Reply-To": first, "References": first})
        team.once("2026-03-02T10:00:00Z")
        equal([m["subject"] for m in team.show("D-1")["messages"]], ["[DECISION] Move CI", "Re: [DECISION] Move CI"])


def story_two_items_named():
    """The token says which item it is; that the subject names another one is recorded."""
    with Team() as team:
        team.mail("maria", "[QUESTION] First", "Owner: jonas\n\nA?\n")
        team.mail("maria", "[QUESTION] Second", "Owner: jonas\n\nB?\n")
        asks = [m for m in team.once("2026-03-02T09:00:00Z") if m.kind == "ask"]
        first = [m for m in asks if m.item == "Q-1"][0]
        team.mail("jonas", "Re: [Q-2] Second", "Yes, they may.\n", "2026-03-02T10:00:00Z", to=first.reply_to)
        team.once("2026-03-02T10:00:00Z")
        equal((team.show("Q-1")["state"], team.show("Q-2")["state"]), ("answered", "open"))
        contains(team.run("why", "Q-1").stdout, "also names Q-2; it was taken for Q-1 by its token")
