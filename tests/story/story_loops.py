"""Loops: each ends after one exchange at most."""
import email
import os
import shutil

from moot import GATEWAY, Team, equal, holds, none, only

MONDAY = "2026-03-02T09:00:00Z"


def bounce_between(first, second, first_mails, hours=6):
    """Whatever `first` sends to a mailbox of `second` arrives there, and back, for some hours. How many mails crossed."""
    crossed, waiting = 0, [(second, mail) for mail in first_mails]
    for hour in range(hours):
        at = f"2026-03-02T{10 + hour:02d}:00:00Z"
        arrived, waiting = waiting, []
        for team, mail in arrived:
            team.post(mail.raw)
            crossed += 1
        for team, other in ((first, second), (second, first)):
            waiting += [(other, mail) for mail in team.once(at)]
    return crossed


def story_two_gateways():
    """Each is a person to the other."""
    people = {"maria": ("Maria Silva", "UTC", ""), "other": ("Other", "UTC", "")}
    with Team(people=people, person_extra={"other": 'digest = "off"'}) as here, \
            Team(people=people, person_extra={"other": 'digest = "off"'}) as there:
        # The other gateway's address stands where a person's should.
        for team in (here, there):
            with open(team.config, encoding="utf-8") as file:
                text = file.read()
            with open(team.config, "w", encoding="utf-8") as file:
                file.write(text.replace('operator = "tom"', 'operator = "maria"'))
        here.mail("other", "[QUESTION] Anybody there?", "Owner: maria\n\nHello.\n", MONDAY)
        mails = [mail for mail in here.once(MONDAY) if mail.to == "other"]
        holds(mails)
        holds(bounce_between(here, there, mails) <= 2 * len(mails))


def story_vacation_responder():
    """It answers every mail; we answer none of its answers."""
    with Team(person_extra={"jonas": 'digest = "off"'}) as team:
        team.mail("maria", "[QUESTION] Frankfurt?", "Owner: jonas\n\nMay we?\n", MONDAY)
        mails, answered = team.once(MONDAY), 0
        for hour in range(10, 16):
            for mail in [m for m in mails if m.to == "jonas"]:
                answered += 1
                team.reply("jonas", mail, "I am away until the 17th.", f"2026-03-02T{hour}:00:00Z", quote="",
                           headers={"Auto-Submitted": "auto-replied", "X-Autoreply": "yes"})
            mails = team.once(f"2026-03-02T{hour}:00:00Z")
        holds(answered <= 2, answered)
        equal(team.show("Q-1")["state"], "open")


def story_responder_without_any_header():
    """A robot that looks like a person and says the same each time: answered once."""
    with Team(person_extra={"jonas": 'digest = "off"'}) as team:
        team.mail("jonas", "hello", "hello\n", MONDAY)
        count = 0
        for minute in range(0, 60):
            at = f"2026-03-02T10:{minute:02d}:00Z"
            for mail in [m for m in team.once(at) if m.to == "jonas"]:
                count += 1
                team.mail("jonas", "Re: " + mail.subject, "Your mail was received.\n" * 2, at)
        equal(count, 2)
        # The next day it may be a person with the same trouble.
        team.mail("jonas", "Re: hello", "Your mail was received.\n" * 2, "2026-03-03T12:00:00Z")
        holds([m for m in team.once("2026-03-03T12:00:00Z") if m.to == "jonas"])


def story_responder_without_any_header_on_an_item():
    """It answers what we ask, and then our answer: its words are a comment, and are answered once a day."""
    for opening, words in (("[DECISION] Move CI", "Your mail has reached the desk of Jonas Weber."),
                           ("[DECISION] Move CI", "Yes, but not today."),
                           ("[QUESTION] Move CI?", "Your mail has reached the desk of Jonas Weber.")):
        with Team(person_extra={"jonas": 'digest = "off"'}) as team:
            team.mail("maria", opening, "Owner: jonas\nDue: 2026-03-20 16:00\n\nMay we?\n", MONDAY, cc=("jonas",))
            mails, sent = team.once(MONDAY), 0
            for minute in range(10):
                at = f"2026-03-02T10:{minute:02d}:00Z"
                for mail in [mail for mail in mails if mail.to == "jonas"]:
                    sent += 1
                    team.reply("jonas", mail, words, at, quote="")
                mails = team.once(at)
            holds(sent <= 3, (opening, words, sent))
            # A person who says something else is heard, and told so.
            team.mail("jonas", "Re: [%s] Move CI" % team.list()[0]["id"], "Here is more about it.\n", "2026-03-02T10:20:00Z")
            only(team.once("2026-03-02T10:20:00Z"), "transcript" if "DEC" in opening else None, "jonas")


def story_responder_with_ever_new_words():
    """The ladder ends it: after sixty answers in an hour its mails are held, and the operator hears of it once a day."""
    with Team(person_extra={"jonas": 'digest = "off"', "tom": 'digest = "off"'}) as team:
        team.mail("jonas", "hello", "hello\n", MONDAY)
        count, reports = 0, 0
        for minute in range(0, 40):
            at = f"2026-03-02T10:{minute:02d}:00Z"
            mails = team.once(at)
            reports += len([m for m in mails if m.kind == "report"])
            for mail in [m for m in mails if m.to == "jonas"]:
                count += 1
                team.mail("jonas", f"Re: {mail.subject}", f"Ticket {team.count} was opened.\n", at)
                team.mail("jonas", f"Re: {mail.subject}", f"Ticket {team.count} was changed.\n", at)
        holds(count <= 61, count)
        held = team.json("held")
        holds(held and all("60 answers in an hour" in row["reason"] for row in held), held)
        # What calls somebody is acted on all the same.
        team.mail("jonas", "[URGENT] checkout is down", "help\n", "2026-03-02T10:45:00Z")
        team.once("2026-03-02T10:45:00Z")
        equal([row["kind"] for row in team.list("escalation")], ["escalation"])
        mails = team.until("2026-03-02T11:00:00Z", "2026-03-03T16:00:00Z", 60)
        reports += len([m for m in mails if m.kind == "report" and m.to == "tom"])
        holds(1 <= reports <= 2, reports)


def story_backlog_of_one_person():
    """Days of mail that come at once start no loop: all of it is taken in, and the answers beyond an hour's wait."""
    with Team(person_extra={"maria": 'digest = "off"', "tom": 'digest = "off"'}) as team:
        for number in range(75):
            team.mail("maria", f"[STATUS:apollo] day {number}", "Health: green\n", MONDAY)
        mails = team.once(MONDAY)
        equal(len(team.list("status")), 75)
        equal((len([m for m in mails if m.kind == "receipt"]), team.json("held")), (60, []))
        kept = [row["answer"] for row in team.json("queue") if row["next_try"] is None]
        equal(kept, ["kept back: 60 answers in an hour"] * 15)


def story_more_than_the_ladder_allows():
    """Not sent at once, not lost: it waits in the queue, the operator is told, and a word sends it."""
    with Team(person_extra={"jonas": 'digest = "off"', "maria": 'digest = "off"', "tom": 'digest = "off"'}) as team:
        for number in range(40):
            team.mail("maria", f"[QUESTION] number {number}", "Owner: jonas\n\nMay we?\n", MONDAY)
        mails = team.once(MONDAY)
        # Some leave at once, the others as one mail a little later.
        waiting = [row for row in team.json("queue") if row["notice"] == "ask" and row["next_try"] is not None]
        equal(len([m for m in mails if m.kind == "ask"]) + len(waiting), 30)
        equal(len([m for m in mails if m.kind == "receipt"]), 40)
        kept = [row for row in team.json("queue") if row["next_try"] is None]
        equal({(row["state"], row["notice"], row["to"], row["answer"]) for row in kept},
              {("queued", "ask", "jonas@acme.example", "kept back: 30 mails in ten minutes")})
        equal(len(kept), 10)
        report = only(mails + team.once("2026-03-02T09:30:00Z"), "report", "tom")
        equal(team.json("queue"), kept)
        holds("30 mails in ten minutes" in report.text and "queue retry" in report.text, report.text)
        none(team.once("2026-03-02T12:00:00Z"), "report")
        team.run("queue", "retry", str(kept[0]["id"]), "--now", "2026-03-02T12:00:00Z")
        equal([m.item for m in team.once("2026-03-02T12:00:00Z") if m.kind == "ask"], [kept[0]["item"]])


def story_list_resends_our_own_mail():
    with Team() as team:
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", MONDAY,
                  cc=("jonas",))
        ask = only(team.once(MONDAY), "ask", "jonas")
        mail = email.message_from_bytes(ask.raw)
        for name, value in (("List-Id", "<team.lists.example>"), ("List-Post", "<mailto:team@lists.example>"),
                            ("Precedence", "list"), ("Sender", "team-bounces@lists.example")):
            del mail[name]
            mail[name] = value
        for _ in range(3):
            team.post(mail.as_bytes())
            equal(team.once("2026-03-02T10:00:00Z"), [])
        equal(len(team.list()), 1)


def story_list_strips_our_headers():
    """It puts its reader's name into From and drops what it does not know; the id is still ours."""
    with Team() as team:
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", MONDAY,
                  cc=("jonas",))
        ask = only(team.once(MONDAY), "ask", "jonas")
        mail = email.message_from_bytes(ask.raw)
        for name in [key for key in mail.keys() if key.startswith(("X-", "Auto-", "Return-", "Delivered-"))] + ["From", "To"]:
            del mail[name]
        mail["From"] = "Jonas Weber <jonas@acme.example>"
        mail["To"] = ask.reply_to
        team.post(mail.as_bytes())
        equal(team.once("2026-03-02T10:00:00Z"), [])
        equal([m["disposition"] for m in team.show("D-1")["messages"]], ["applied"])


def story_bounce_of_a_bounce():
    with Team() as team:
        for number in range(3):
            team.post("Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\n"
                      f"To: {GATEWAY}\nSubject: Undelivered Mail Returned to Sender\n"
                      f"Message-ID: <bb{number}@mx.example>\nAuto-Submitted: auto-replied\n\nno such user\n")
            none(team.once(f"2026-03-02T1{number}:00:00Z"), to="MAILER-DAEMON")


def story_same_mail_by_two_ways():
    """Directly and through a list: one item, one receipt."""
    with Team() as team:
        mid = team.mail("maria", "[STATUS:apollo] week 10", "Health: green\n", MONDAY)
        equal(len(team.once(MONDAY)), 1)
        raw = (f"List-Id: <team.lists.example>\nPrecedence: list\nFrom: Maria <maria@acme.example>\nTo: team@lists.example\n"
               f"Subject: [team] [STATUS:apollo] week 10\nMessage-ID: {mid}\n\nHealth: green\n\n-- \nlist footer\n")
        team.post(raw)
        equal(team.once("2026-03-02T09:30:00Z"), [])
        equal(len(team.list()), 1)


def story_mailbox_restored_from_a_backup():
    """Everything is offered once more."""
    with Team() as team:
        team.mail("maria", "[STATUS:apollo] week 10", "Health: green\n", MONDAY)
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", MONDAY,
                  cc=("jonas",))
        team.once(MONDAY)
        archive = os.path.join(team.folder, "in", ".Archive", "cur")
        for name in os.listdir(archive):
            os.rename(os.path.join(archive, name), os.path.join(team.folder, "in", "new", name.split(":")[0]))
        equal(team.once("2026-03-02T10:00:00Z"), [])
        equal(len(team.list()), 2)


def restore(team, kept):
    for name in ("acme.db", "acme.db-wal", "acme.db-shm"):
        if os.path.exists(os.path.join(team.folder, name)):
            os.remove(os.path.join(team.folder, name))
    for name in kept:
        os.rename(os.path.join(team.folder, "backup-" + name), os.path.join(team.folder, name))


def back_up(team):
    kept = [name for name in os.listdir(team.folder) if name in ("acme.db", "acme.db-wal")]
    for name in kept:
        shutil.copy(os.path.join(team.folder, name), os.path.join(team.folder, "backup-" + name))
    return kept


def story_store_restored_to_before_a_bundle():
    """What left as one mail after the backup was taken is not sent again piece by piece."""
    with Team(person_extra={"jonas": 'digest = "off"', "maria": 'digest = "off"'}) as team:
        for number in range(9):
            team.mail("maria", f"[QUESTION] number {number}", "Owner: jonas\n\nMay we?\n", "2026-03-02T22:00:00Z")
        team.once("2026-03-02T22:00:00Z")
        kept = back_up(team)
        mails = team.until("2026-03-03T08:00:00Z", "2026-03-03T09:30:00Z", 10)
        asked = [m for m in mails if m.to == "jonas"]
        holds(0 < len(asked) < 9, asked)
        restore(team, kept)
        equal([m for m in team.until("2026-03-03T09:40:00Z", "2026-03-03T10:20:00Z", 10) if m.to == "jonas"], [])


def story_store_restored_from_a_backup():
    """What was sent after the backup was taken is not sent again."""
    with Team() as team:
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", "2026-03-02T22:00:00Z",
                  cc=("jonas", "tom"))
        equal([mail.kind for mail in team.once("2026-03-02T22:00:00Z")], ["receipt"])
        store = os.path.join(team.folder, "acme.db")
        kept = back_up(team)
        equal(sorted(mail.to for mail in team.once("2026-03-03T08:30:00Z")), ["jonas", "tom"])
        restore(team, kept)
        equal({row["state"] for row in team.json("queue")}, {"queued"})
        equal(team.once("2026-03-03T08:45:00Z"), [])
        equal({(n["kind"], n["state"]) for n in team.show("D-1")["notices"]}, {("receipt", "sent"), ("ask", "sent")})
        holds(os.path.exists(store + ".sent"))
