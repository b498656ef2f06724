"""Decisions that wait for an hour in which everyone who decides is at work; and if there is none, whose turn it is."""
import re

from moot import Team, contains, equal, holds, none, only

MONDAY = "2026-03-02T09:00:00Z"
BODY = "Owner: {}\nDue: {}\n\nThey are cheaper.\n"
APART = {"ann": ("Ann Ash", "Europe/Berlin", ""), "bob": ("Bob Bay", "America/Los_Angeles", ""),
         "cyd": ("Cyd Cole", "Pacific/Auckland", ""), "tom": ("Tom Berg", "Europe/Berlin", "")}


def calendar(mail):
    """What the calendar file with a mail says, unfolded."""
    parts = [part for part in mail.mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    equal(len(parts), 1)
    raw = parts[0].get_payload(decode=True)
    holds(b"\n" not in raw.replace(b"\r\n", b""), "line ends")
    method = parts[0].get_param("method")
    text = raw.decode().replace("\r\n ", "")
    contains(text, f"METHOD:{method}\r\n")
    return dict(line.split(":", 1) for line in text.split("\r\n") if ":" in line)


def story_overlap_of_three_zones():
    """Sao Paulo from 12:00 UTC, Kolkata (here until 20:15) to 14:45, Kathmandu (+05:45) split: 14:15 to 14:45 is too short."""
    people = {"maria": ("Maria Silva", "America/Sao_Paulo", ""), "tom": ("Tom Berg", "Europe/Berlin", ""),
              "priya": ("Priya Nair", "Asia/Kolkata", '  hours = {"Mon-Fri 12:00-20:15"}'),
              "nima": ("Nima Rai", "Asia/Kathmandu", '  hours = {"Mon-Fri 09:00-12:00", "Mon,Wed 20:00-23:00", "Tue,Thu 18:00-19:30"}')}
    with Team(people=people) as team:
        team.mail("maria", "[DECISION] Runners", BODY.format("maria", "overlap 60m"), MONDAY, cc=("priya", "nima"))
        mails = team.until(MONDAY, "2026-03-03T10:00:00Z", 60)
        # Tuesday 18:00 in Kathmandu is 12:15 UTC: the first hour that is everybody's, an hour after each was asked.
        equal(team.show("D-1")["due"], "2026-03-03T13:15:00Z")
        ask = only(mails, "ask", "nima")
        contains(ask.text, "Tue 2026-03-03 18:00 Asia/Kathmandu")
        event = calendar(ask)
        equal((event["DTSTART"], event["DTEND"], event["SEQUENCE"]), ("20260303T121500Z", "20260303T131500Z", "0"))
        contains(event["SUMMARY"], "[D-1] Runners")
        # The proposer decides nothing here and owns it: the window comes in a mail of its own.
        equal(calendar(only(mails, "report", "maria"))["DTSTART"], "20260303T121500Z")
        team.reply("priya", only(mails, "ask", "priya"), "agree", "2026-03-03T12:30:00Z")
        team.once("2026-03-03T12:30:00Z")
        equal(team.show("D-1")["state"], "proposed")
        team.until("2026-03-03T12:45:00Z", "2026-03-03T13:15:00Z", 15)
        equal(team.show("D-1")["state"], "accepted")
        contains(team.run("why", "D-1").stdout, "all who decide can be there at once")


def story_overlap_leaves_what_the_method_grants():
    """Three working days of everybody's: the hour that ends with them is the first that may be taken."""
    with Team() as team:
        team.mail("jonas", "[DECISION] Runners", "Owner: jonas\nMethod: lazy\nDue: overlap 60m\n\nThey are cheaper.\n", MONDAY, cc=("tom",))
        receipt = only(team.once(MONDAY), "receipt", "jonas")
        equal(team.show("D-1")["due"], "2026-03-05T09:00:00Z")
        team.reply("jonas", receipt, "due overlap 2h", "2026-03-02T10:00:00Z")
        contains(only(team.once("2026-03-02T10:00:00Z"), "transcript", "jonas").text, "the window is Thu 2026-03-05 09:00")
        equal(team.show("D-1")["due"], "2026-03-05T10:00:00Z")
        team.until("2026-03-02T11:00:00Z", "2026-03-05T11:00:00Z", 60)
        equal(team.show("D-1")["state"], "accepted")


def story_overlap_in_every_way_to_write_it():
    for line in ("Decide by: overlap 45m", "Decide: overlap 45m"):
        with Team() as team:
            team.mail("jonas", "[DECISION] Runners", f"Owner: jonas\n{line}\n\nThey are cheaper.\n", MONDAY, cc=("tom",))
            receipt = only(team.once(MONDAY), "receipt", "jonas")
            equal(team.show("D-1")["due"], "2026-03-02T10:45:00Z")
            for number, order in enumerate(("decide: overlap 2h", "decide by overlap 2h", "due overlap 2h", "Due: overlap 2h")):
                at = f"2026-03-02T09:{30 + number}:00Z"
                team.reply("jonas", receipt, order, at)
                contains(only(team.once(at), "transcript", "jonas").text, "the window is Mon 2026-03-02 11:")
                equal(team.show("D-1")["due"], f"2026-03-02T12:{30 + number}:00Z")
    rules = 'rule "decision" { tags = {"DECISION"} opens = decision method = "consent" due = "overlap 30m" }\n'
    with Team(rules=rules) as team:
        team.mail("jonas", "[DECISION] Runners", "Owner: jonas\n\nThey are cheaper.\n", MONDAY, cc=("tom",))
        team.once(MONDAY)
        equal(team.show("D-1")["due"], "2026-03-02T10:30:00Z")


def story_overlap_that_cannot_be():
    """One clear answer, and a fair date meanwhile."""
    with Team() as team:
        team.mail("jonas", "[DECISION] Runners", BODY.format("jonas", "overlap 3wd"), MONDAY, cc=("tom",))
        receipt = only(team.once(MONDAY), "receipt", "jonas")
        contains(receipt.text, 'an overlap is from 5 minutes to 8 hours, as in "Due: overlap 60m"')
        due = team.show("D-1")["due"]
        holds(due > "2026-03-03", due)
        team.reply("jonas", receipt, "due overlap soon", "2026-03-02T09:30:00Z")
        contains(only(team.once("2026-03-02T09:30:00Z"), "transcript", "jonas").text, "overlap")
        team.reply("jonas", receipt, "window 1", "2026-03-02T09:40:00Z")
        contains(only(team.once("2026-03-02T09:40:00Z"), "transcript", "jonas").text, 'no windows were offered; "due overlap 60m"')
        equal(team.show("D-1")["due"], due)
    with Team(rules='rule "decision" { tags = {"DECISION"} opens = decision overlap-within = 0 }\n') as team:
        contains(team.run("check", check=False).stderr, "overlap-within = '0'")


def burdened(receipt):
    """Who would be outside their hours, by the number of the window offered."""
    text = re.sub(r"\s+", " ", receipt.text)
    return {number: re.findall(r"([A-Z][a-z]+ [A-Z][a-z]+) \(\d+ min", offer)
            for number, offer in re.findall(r"window (\d) (.*?)(?= ok | -- |How much|$)", text)}


def story_overlap_of_nobody_goes_round():
    """Three continents: the owner takes any window; none of the three bears two more than another."""
    with Team(people=APART) as team:
        borne = dict.fromkeys(("Ann Ash", "Bob Bay", "Cyd Cole"), 0)
        for number, at in enumerate(("2026-03-02T09:00:00Z", "2026-03-09T09:00:00Z", "2026-03-16T09:00:00Z", "2026-04-06T09:00:00Z"), 1):
            team.mail("ann", f"[DECISION] Question {number}", f"Owner: ann\nDeciders: ann, bob, cyd\nDue: overlap 60m\n\nLet us.\n", at)
            receipt = only(team.once(at), "receipt", "ann")
            contains(receipt.text, "there are no 60 minutes in which all who decide are at work")
            contains(receipt.text, 'as if you had written "Due: fair 8wh"')
            offers = burdened(receipt)
            holds(1 <= len(offers) <= 3, receipt.text)
            pick = max(offers)
            team.reply("ann", receipt, f"window {pick}", at.replace("09:00", "09:30"))
            mails = team.once(at.replace("09:00", "09:30"))
            contains(only(mails, "transcript", "ann").text, "the window is ")
            for name in offers[pick]:
                borne[name] += 1
            holds(max(borne.values()) - min(borne.values()) <= 1, f"{borne} after {offers}")
        shown = team.show("D-1")
        window = shown["details"]["window"]
        equal([row["person"] for row in window["people"] if row["outside"]] != [], True)
        holds(shown["state"] == "accepted", shown["state"])


def story_overlap_called_off():
    """Another date takes the appointment out of the calendars, and nobody is charged for it."""
    with Team(people=APART) as team:
        team.mail("ann", "[DECISION] Question", "Owner: ann\nDeciders: ann, bob, cyd\nDue: overlap 60m\n\nLet us.\n", MONDAY)
        receipt = only(team.once(MONDAY), "receipt", "ann")
        contains(only_answer(team, "bob", receipt, "window 1", "2026-03-02T09:10:00Z"), "")
        team.reply("ann", receipt, "window 9", "2026-03-02T09:20:00Z")
        contains(only(team.once("2026-03-02T09:20:00Z"), "transcript", "ann").text, 'write "window 1"')
        team.reply("ann", receipt, "window 1", "2026-03-02T09:30:00Z")
        mails = team.once("2026-03-02T09:30:00Z")
        first = calendar(only(mails, "report", "ann"))
        team.reply("ann", receipt, "due 2026-03-12 12:00", "2026-03-02T09:40:00Z")
        mails = team.once("2026-03-02T09:40:00Z")
        gone = only(mails, "report", "ann")
        contains(gone.text, "is called off")
        event = calendar(gone)
        equal((event["METHOD"], event["STATUS"], event["UID"], event["DTSTART"]),
              ("CANCEL", "CANCELLED", first["UID"], first["DTSTART"]))
        holds(int(event["SEQUENCE"]) > int(first["SEQUENCE"]), event)
        import sqlite3
        with sqlite3.connect(f"{team.folder}/acme.db") as store:
            equal(store.execute("SELECT count(*) FROM burden").fetchone()[0], 0)
        store.close()


def only_answer(team, who, notice, text, at):
    """Somebody else's token proves nothing: the mail is held or answered, and changes nothing."""
    before = team.show("D-1")["due"]
    team.reply(who, notice, text, at)
    mails = team.once(at)
    equal(team.show("D-1")["due"], before)
    return "".join(mail.text for mail in mails)


def story_overlap_waits_for_nobody_who_is_away():
    with Team(people=APART, person_extra={"cyd": '  absences = {"2026-02-25..2026-03-20"}'}) as team:
        team.mail("ann", "[DECISION] Question", "Owner: ann\nDeciders: ann, tom, cyd\nDue: overlap 60m\n\nLet us.\n", MONDAY)
        receipt = only(team.once(MONDAY), "receipt", "ann")
        contains(receipt.text, "Cyd Cole is away all that time, and is not waited for")
        equal(team.show("D-1")["due"], "2026-03-02T11:00:00Z")


def story_overlap_as_a_phrase():
    with Team() as team:
        row = team.json("when", "overlap 90m", "--for", "jonas", "--now", "2026-03-02T05:00:00Z")
        equal(row["instant"], "2026-03-02T09:30:00Z")
        done = team.run("when", "overlap x", "--for", "jonas", "--now", MONDAY, "--json", check=False)
        contains(done.stdout, '"overlap 60m"')
