"""When mail arrives: at a person's slots, never in their focus, seldom alone, and never late because of it."""
import os
import random
import sys
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from moot import ROOT, Team, contains, equal, holds, instant, none, only

MONDAY = "2026-03-02T09:05:00Z"  # 10:05 in Berlin
SLOTS = 'slots = {"09:30", "13:00", "16:30"}'


def ask(team, title, at, owner="jonas", who="maria", due=None):
    team.mail(who, f"[QUESTION] {title}", f"Owner: {owner}\n" + (f"Due: {due}\n" if due else "") + f"\n{title}, please?\n", at)


def notice(team, item, kind="ask"):
    return [n for n in team.show(item)["notices"] if n["kind"] == kind][0]


def proven(team):
    """Held mail came in time, by the program's own account."""
    contains(team.run("verify").stdout, "0 late by it")
    return team.json("verify")["holding"]


def story_slots_hold_until_the_next_one():
    with Team(person_extra={"jonas": SLOTS}) as team:
        ask(team, "Frankfurt?", MONDAY)
        mails = team.once(MONDAY)
        none(mails, to="jonas")
        contains(only(mails, "receipt", "maria").text, "Jonas Weber gets it Mon 2026-03-02 13:00 Europe/Berlin")
        row = notice(team, "Q-1")
        equal((row["state"], row["pace"], row["not_before"], row["could_leave"]),
              ("queued", "slot", "2026-03-02T12:00:00Z", MONDAY))
        none(team.once("2026-03-02T11:59:00Z"), to="jonas")
        only(team.once("2026-03-02T12:00:00Z"), "ask", "jonas")
        contains(team.run("why", "Q-1").stdout, "was held until Mon 2 Mar 13:00 (slot)")
        equal(proven(team)["held"], 1)


def story_slots_merge_into_one_mail():
    """What has least working time left stands first; each line is answered by itself."""
    with Team(person_extra={"jonas": SLOTS}) as team:
        ask(team, "Later", MONDAY, due="2026-03-12")
        ask(team, "Sooner", MONDAY, due="2026-03-05")
        team.mail("maria", "[DECISION] Own runners", "Deciders: jonas\n\nShall we?\n", MONDAY)
        none(team.once(MONDAY), to="jonas")
        mail = only(team.once("2026-03-02T12:00:00Z"), to="jonas")
        equal((mail.kind, mail.to), ("digest", "jonas"))
        order = [mail.text.index(word) for word in ("[D-1] Own", "[Q-2] Sooner", "[Q-1] Later")]
        equal(order, sorted(order))
        contains(mail.text, "Sooner, please?")
        for item, kind in (("Q-1", "ask"), ("Q-2", "ask"), ("D-1", "ask")):
            row = notice(team, item, kind)
            equal((row["state"], row["sent"]), ("sent", "2026-03-02T12:00:00Z"))
        team.reply("jonas", mail, "1: agree\n2: answer: By Thursday.", "2026-03-02T12:30:00Z")
        contains(only(team.once("2026-03-02T12:30:00Z"), "transcript", "jonas").text, "this was done")
        equal(team.show("Q-2")["state"], "answered")
        equal(team.show("D-1")["positions"][0]["position"], "agree")
        # The third by its own button, whose token is its own.
        address, subject, body = [b for b in buttons(mail) if b[2].startswith("answer") and "Later" in b[1]][0]
        team.mail("jonas", subject, body.replace("answer", "answer: Next week.", 1), "2026-03-02T12:40:00Z", to=address)
        only(team.once("2026-03-02T12:40:00Z"), "transcript", "jonas")
        equal(team.show("Q-1")["state"], "answered")
        contains(team.run("why", "Q-1").stdout, "sent")


def buttons(mail):
    import re
    from html import unescape
    from urllib.parse import parse_qs, unquote, urlsplit
    for href in re.findall(r'href="(mailto:[^"]+)"', mail.html):
        parts = urlsplit(unescape(href))
        query = parse_qs(parts.query)
        yield unquote(parts.path), query["subject"][0], query.get("body", [""])[0]


def story_slots_never_make_late():
    """A slot that would leave less than half of the time is not waited for."""
    with Team(person_extra={"jonas": SLOTS}) as team:
        ask(team, "Today?", MONDAY, due="2026-03-02 12:30")
        only(team.once(MONDAY), "ask", "jonas")
        row = notice(team, "Q-1")
        equal((row["pace"], row["must_precede"]), ("due", "2026-03-02T11:30:00Z"))
        proven(team)
    with Team(person_extra={"jonas": SLOTS}) as team:
        ask(team, "This afternoon?", MONDAY, due="2026-03-02 16:45")
        none(team.once(MONDAY), to="jonas")
        only(team.once("2026-03-02T12:00:00Z"), "ask", "jonas")
        equal(len(proven(team)["late"]), 0)


def story_slots_as_many_a_day():
    """Three spread over a day that is short."""
    with Team(person_extra={"jonas": 'slots = "3"\n hours = {"Mon-Fri 09:00-12:00", "Mon-Fri 13:00-16:00"}'}) as team:
        for at, should in (("2026-03-02T07:00:00Z", "2026-03-02T08:00:00Z"), ("2026-03-02T08:30:00Z", "2026-03-02T10:00:00Z"),
                           ("2026-03-02T10:01:00Z", "2026-03-02T13:00:00Z"), ("2026-03-02T13:01:00Z", "2026-03-03T08:00:00Z")):
            ask(team, f"at {at}", at)
            team.once(at)
            item = team.list("question")[-1]["id"]
            equal(notice(team, item)["not_before"], should)


def story_slots_urgent_at_once():
    policy = 'policy "default" { step { after = "0m" notify = {"jonas"} } }'
    with Team(person_extra={"jonas": SLOTS + '\n focus = {"Mon-Fri 10:00-12:00"}'}, extra=policy) as team:
        team.mail("maria", "[URGENT] Checkout is down", "It is.\n", MONDAY)
        team.once(MONDAY)
        only(team.once("2026-03-02T09:06:30Z"), "escalation", "jonas")


def story_slots_focus_is_left_alone():
    """Nothing unasked in the focus; what cannot wait for its end leaves before it, or in it."""
    with Team(person_extra={"jonas": 'focus = {"Mon-Fri 09:00-11:00"}'}) as team:
        ask(team, "Whenever", "2026-03-02T08:10:00Z")
        none(team.once("2026-03-02T08:10:00Z"), to="jonas")
        equal(notice(team, "Q-1")["pace"], "focus")
        none(team.once("2026-03-02T09:59:00Z"), to="jonas")
        only(team.once("2026-03-02T10:00:00Z"), "ask", "jonas")
        ask(team, "Before half past ten", "2026-03-03T08:10:00Z", due="2026-03-03 10:30")
        only(team.once("2026-03-03T08:10:00Z"), "ask", "jonas")
        equal(notice(team, "Q-2")["pace"], "due")
        proven(team)


def story_slots_answers_at_once():
    with Team(person_extra={"maria": SLOTS}) as team:
        ask(team, "At night?", "2026-03-02T03:00:00Z")
        only(team.once("2026-03-02T03:00:00Z"), "receipt", "maria")


def story_slots_burst_rolls_up():
    """Four of a kind within ten minutes come by themselves, the rest as one mail."""
    with Team() as team:
        for i in range(7):
            ask(team, f"Burst {i}", MONDAY)
        first = [m for m in team.once(MONDAY) if m.to == "jonas"]
        equal([m.kind for m in first], ["ask"] * 4)
        states = [notice(team, f"Q-{i + 1}")["state"] for i in range(7)]
        equal(states, ["sent"] * 4 + ["queued"] * 3)
        equal({q["pace"] for q in team.json("queue") if q["state"] == "queued"}, {"burst"})
        none(team.once("2026-03-02T09:14:00Z"), to="jonas")
        ask(team, "Burst 7", "2026-03-02T09:14:30Z")
        none(team.once("2026-03-02T09:14:30Z"), to="jonas")
        rest = only(team.once("2026-03-02T09:15:00Z"), to="jonas")
        equal(rest.kind, "digest")
        contains(rest.subject, "4 in one mail")
        team.reply("jonas", rest, "4: answer: All well.", "2026-03-02T09:20:00Z")
        team.once("2026-03-02T09:20:00Z")
        equal(len([i for i in team.list("question") if i["state"] == "answered"]), 1)
        proven(team)


def story_slots_a_day_has_its_share():
    with Team(person_extra={"jonas": "daily-cap = 3"}) as team:
        at = ["2026-03-02T09:05:00Z", "2026-03-02T09:30:00Z", "2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z", "2026-03-02T12:00:00Z"]
        came = []
        for i, when in enumerate(at):
            ask(team, f"Number {i}", when, due="2026-03-20")
            came += [m for m in team.once(when) if m.to == "jonas"]
        equal([m.kind for m in came], ["ask"] * 3)
        equal({q["pace"] for q in team.json("queue") if q["state"] == "queued"}, {"full"})
        contains(team.run("digest", "jonas", "--now", "2026-03-02T12:00:00Z").stdout, "2 more mails about some of these did not come")
        ask(team, "Today", "2026-03-02T12:10:00Z", due="2026-03-02 17:00")
        contains(only(team.once("2026-03-02T12:10:00Z"), to="jonas").subject, "Today")
        equal({m.item for m in team.once("2026-03-02T15:00:00Z") if m.to == "jonas"}, {"Q-6"})
        rest = only(team.once("2026-03-03T08:00:00Z"), to="jonas")
        contains(rest.text, "Number 3")
        contains(rest.text, "Number 4")


def greylisting():
    """A server that puts every mail off."""
    sys.path.insert(0, os.path.join(ROOT, "tests", "server"))
    from peer import Peer, smtp
    return Peer(smtp({b"RCPT": lambda line, send, close, state: send(b"450 4.2.0 greylisted\r\n")}), b"220 peer\r\n")


def story_slots_a_mail_put_off_is_taken_apart():
    """What is withdrawn before the next attempt is not in the next mail."""
    with Team(person_extra={"jonas": SLOTS}) as team, greylisting() as peer:
        for title in ("One", "Two", "Three"):
            ask(team, title, MONDAY)
        team.once(MONDAY)
        with open(team.config, encoding="utf-8") as file:
            good = file.read()
        for at, text in (("2026-03-02T12:00:00Z", good.replace(f"maildir:{team.folder}/out", f"smtp+insecure://127.0.0.1:{peer.port}")),
                         (None, good)):
            with open(team.config, "w", encoding="utf-8") as file:
                file.write(text)
            if at:
                team.run("once", "--now", at, check=False)
                holds(b"RCPT TO:<jonas@acme.example>\r\n" in peer.said, peer.said)
        rows = [notice(team, f"Q-{i}") for i in (1, 2, 3)]
        equal([(row["state"], row["carrier"], row["not_before"]) for row in rows], [("queued", None, "2026-03-02T12:01:00Z")] * 3)
        team.mail("maria", "Re: [Q-2] Two", "withdraw\n", "2026-03-02T12:00:30Z",
                  headers={"In-Reply-To": "<m3.maria@client.example>", "References": "<m3.maria@client.example>"})
        confirm = only(team.once("2026-03-02T12:00:30Z"), "answer", "maria")
        team.reply("maria", confirm, "confirm", "2026-03-02T12:00:40Z")
        none(team.once("2026-03-02T12:00:40Z"), to="jonas")
        equal(team.show("Q-2")["state"], "withdrawn")
        mail = only(team.once("2026-03-02T12:01:30Z"), to="jonas")
        contains(mail.subject, "2 in one mail")
        holds("Two" not in mail.text, mail.text)


HOLDERS = {"maria": ("Maria Silva", "America/Sao_Paulo", SLOTS), "jonas": ("Jonas Weber", "Europe/Berlin", 'focus = {"Mon-Fri 09:00-11:00"}'),
           "priya": ("Priya Nair", "Asia/Kolkata", 'slots = "3"\n focus = {"Mon-Fri 14:00-16:00"}'),
           "li": ("Li Chen", "Pacific/Auckland", SLOTS + '\n hours = {"Mon-Thu 09:00-12:30", "Mon-Thu 13:30-18:00"}'),
           "tom": ("Tom Berg", "Europe/Berlin", "")}


def is_quiet(who, at):
    """Is that an hour in which nothing unasked may come?"""
    local = at.astimezone(ZoneInfo(HOLDERS[who][1]))
    minute, day = local.hour * 60 + local.minute, local.weekday()
    if who == "li":
        return day > 3 or not (540 <= minute < 750 or 810 <= minute < 1080)
    return day > 4 or not 540 <= minute < 1020


def story_slots_days_of_a_team():
    """Whoever asks whom, whenever: nobody is written to outside their hours, and no due is missed by waiting."""
    chance = random.Random(20261127)
    with Team(people=HOLDERS) as team:
        at, mails = instant("2026-03-01T20:00:00Z"), []
        while at < instant("2026-03-05T00:00:00Z"):
            now = at.strftime("%Y-%m-%dT%H:%M:%SZ")
            for _ in range(chance.choice((0, 0, 1, 2))):
                who, owner = chance.sample(sorted(HOLDERS), 2)
                due = (at + timedelta(hours=chance.randrange(2, 60))).strftime("%Y-%m-%d %H:%M") if chance.random() < 0.5 else None
                ask(team, f"at {now}", now, owner, who, due)
            for mail in team.once(now):
                mails.append((mail, at))
            at += timedelta(minutes=60)
        unasked = [(mail, at) for mail, at in mails if mail.kind in ("ask", "reminder", "warning", "breach", "digest", "report")]
        holds(len(unasked) > 40, len(unasked))
        equal([(mail, at) for mail, at in unasked if is_quiet(mail.to, at)], [])
        done = proven(team)
        holds(done["held"] > 20, done)
        # Nothing of an item came twice.
        equal([m for m, n in Counter((mail.kind, mail.to, mail.id) for mail, _ in mails).items() if n > 1], [])
