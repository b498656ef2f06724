"""Afterwards: a decision is looked at again, and what it rests on is watched. All by mail."""
from moot import Team, contains, equal, holds, none, only

MONDAY = "2026-03-02T09:00:00Z"
BODY = """Owner: jonas
Rationale: it is what we know
Review: 2026-04-01
Because:
1. there are less than
   ten writers
2. the price stays below 100
Expect: backups take an hour
Expect: nobody is woken by it
"""


def recorded(team, body=BODY, cc=("priya",)):
    team.mail("maria", "[DECIDED] We use PostgreSQL", body, MONDAY, cc=cc)
    return team.once(MONDAY)


def asked(team):
    """On its day, in his hours."""
    return only(team.until("2026-03-31T10:00:00Z", "2026-04-02T12:00:00Z", 60), "checkin", "jonas")


def answer(team, who, notice, text, at):
    team.reply(who, notice, text, at)
    return team.once(at)


def story_review_is_answered_in_one_mail():
    with Team() as team:
        recorded(team)
        review = asked(team)
        for line in ("1. backups take an hour", "2. nobody is woken by it", "| helped: ", "| improve: ", "| drop: ", "| review "):
            contains(review.text, line)
        mails = answer(team, "jonas", review, "helped: we sleep\nheld 1\nfailed 2: twice in May\nreview 2027-04-01", "2026-04-02T13:00:00Z")
        told = only(mails, "transcript", "jonas")
        for part in ("noted: it helped", "held: backups take an hour", "failed: nobody is woken by it", "asked about it on Thu 2027-04-01"):
            contains(told.text, part)
        shown = team.show("D-1")
        equal([(row["state"], row["why"]) for row in shown["expectations"]], [("held", ""), ("failed", "twice in May")])
        equal([(row["result"], row["text"]) for row in shown["reviews"]], [("helped", "we sleep")])
        text = team.run("show", "D-1").stdout
        contains(text, "D-1#2")
        contains(text, "twice in May")
        none(team.until("2026-04-03T08:00:00Z", "2026-04-08T16:00:00Z", 240), "checkin")
        equal(team.show("D-1")["badges"], [])
        only(team.until("2027-03-31T12:00:00Z", "2027-04-02T12:00:00Z", 120), "checkin", "jonas")


def story_review_overdue_shows_everywhere():
    """And no more once it is answered."""
    with Team(person_extra={"jonas": '  digest = "daily 09:00"'}) as team:
        recorded(team)
        review = asked(team)
        mails = team.until("2026-04-02T13:00:00Z", "2026-04-09T12:00:00Z", 60)
        digest = [mail for mail in mails if mail.kind == "digest" and mail.to == "jonas"][-1]
        contains(digest.text, "review overdue; decision, Jonas Weber")
        contains(digest.html, "review overdue")
        contains(team.run("list").stdout, "accepted (review overdue)")
        contains(team.run("show", "D-1").stdout, "review overdue")
        contains(team.run("why", "D-1").stdout, "(accepted, review overdue)")
        equal([row["review_overdue"] for row in team.list()], [True])
        equal(team.show("D-1")["badges"], ["review overdue"])
        team.reply("jonas", digest, "1: improve: fewer knobs", "2026-04-09T12:30:00Z")
        contains(only(team.once("2026-04-09T12:30:00Z"), "transcript", "jonas").text, 'with a line "Supersedes: D-1"')
        holds("overdue" not in team.run("list").stdout)
        equal(team.show("D-1")["review_overdue"], False)
        contains(answer(team, "jonas", review, "helped", "2026-04-09T12:40:00Z")[0].text, "noted: it helped")


def story_review_drops_it():
    with Team() as team:
        recorded(team)
        review = asked(team)
        address, subject, body = review.button("drop: ")
        team.mail("jonas", subject, body, "2026-04-02T13:00:00Z", to=address)
        contains(only(team.once("2026-04-02T13:00:00Z"), "transcript", "jonas").text, 'say why, as in "drop: ')
        team.mail("jonas", subject, body.replace("drop: ", "drop: nobody uses it", 1), "2026-04-02T13:10:00Z", to=address)
        mails = team.once("2026-04-02T13:10:00Z")
        contains(only(mails, "transcript", "jonas").text, "it is now deprecated")
        mails += team.until("2026-04-02T13:30:00Z", "2026-04-03T12:00:00Z", 60)
        told = only([mail for mail in mails if "deprecated:" in mail.subject], "report", "maria")
        contains(told.text, "taken this decision out of effect")
        contains(told.text, "nobody uses it")
        shown = team.show("D-1")
        equal((shown["state"], shown["outcome"]["rationale"]), ("deprecated", "it is what we know"))


def story_review_is_its_owners():
    with Team() as team:
        outcome = only(recorded(team) + team.until(MONDAY, "2026-03-03T12:00:00Z", 60), "outcome", "maria")
        for text in ("helped: yes", "improve: all of it", "drop: no", "held 1", "keep 1: yes"):
            contains(only(answer(team, "maria", outcome, text, "2026-03-03T13:00:00Z"), "transcript", "maria").text, "only the owner may do this")


def story_expectation_that_is_none():
    with Team() as team:
        recorded(team)
        review = asked(team)
        contains(answer(team, "jonas", review, "held 3", "2026-04-02T13:00:00Z")[0].text, 'it has 2 expectations; write "held 1"')
        contains(answer(team, "jonas", review, "failed", "2026-04-02T13:10:00Z")[0].text, 'it has 2 expectations; write "failed 1"')


# ---- assumptions ----

def story_assumption_broken_by_a_mail_of_its_own():
    """Anyone may; its owner is asked once, and answers by a button."""
    with Team() as team:
        outcome = only(recorded(team) + team.until(MONDAY, "2026-03-03T12:00:00Z", 60), "outcome", "maria")
        contains(outcome.text, "1. there are less than ten writers")
        contains(outcome.text, "| broken D-1#1: what you saw")
        equal([row["text"] for row in team.show("D-1")["assumptions"]], ["there are less than ten writers", "the price stays below 100"])
        team.mail("tom", "a price", "broken D-1#2: it is 180 now,\nand rising\n", "2026-03-04T09:00:00Z")
        mails = team.once("2026-03-04T09:00:00Z")
        contains(only(mails, "transcript", "tom").text, "D-1#2 is called into question; Jonas Weber is asked")
        mails += team.until("2026-03-04T09:30:00Z", "2026-03-04T10:00:00Z")
        question = only(mails, "checkin", "jonas")
        contains(question.text, "D-1#2  the price stays below 100")
        contains(question.text, "it is 180 now, and rising")
        equal(team.show("D-1")["badges"], ["assumption 2 challenged"])
        contains(team.run("show", "D-1").stdout, "challenged")
        # More evidence is added, and asks nobody again.
        team.mail("li", "broken D-1#2: the offer says 200", "", "2026-03-04T20:00:00Z")
        mails = team.once("2026-03-04T20:00:00Z")
        contains(only(mails, "transcript", "li").text, "in question already")
        none(mails + team.until("2026-03-04T20:30:00Z", "2026-03-05T12:00:00Z", 60), "checkin")
        contains(team.run("why", "D-1").stdout, "the offer says 200")
        address, subject, body = question.button("change 2: ")
        team.mail("jonas", subject, body.replace("change 2: ", "change 2: the price stays below 250", 1), "2026-03-05T12:30:00Z", to=address)
        contains(only(team.once("2026-03-05T12:30:00Z"), "transcript", "jonas").text, "now says what you wrote")
        row = team.show("D-1")["assumptions"][1]
        equal((row["state"], row["text"], row["was"]), ("changed", "the price stays below 250", "the price stays below 100"))
        equal(team.show("D-1")["badges"], [])


def story_assumption_kept_and_broken_again():
    with Team() as team:
        outcome = only(recorded(team) + team.until(MONDAY, "2026-03-03T12:00:00Z", 60), "outcome", "maria")
        mails = answer(team, "maria", outcome, "broken #1: we are twelve", "2026-03-03T12:30:00Z")
        question = only(team.news() + mails, "checkin", "jonas")
        contains(answer(team, "jonas", question, "keep", "2026-03-03T14:30:00Z")[0].text, "say why it still stands")
        contains(answer(team, "jonas", question, "keep: two of them only read", "2026-03-03T14:40:00Z")[0].text, "D-1#1 is kept")
        contains(answer(team, "jonas", question, "keep 1: two of them only read", "2026-03-03T14:50:00Z")[0].text, "waits for that word")
        question = only(answer(team, "maria", outcome, "broken 1: we are twenty", "2026-03-04T09:30:00Z"), "checkin", "jonas")
        answer(team, "jonas", question, "drop 1: it cannot hold twenty", "2026-03-04T11:30:00Z")
        shown = team.show("D-1")
        equal((shown["state"], shown["assumptions"][0]["state"], shown["badges"]), ("deprecated", "broken", []))


def story_assumption_of_a_running_decision():
    with Team() as team:
        team.mail("maria", "[DECISION] PostgreSQL", "Owner: maria\nDue: 2026-03-06 12:00\nBecause: we are few\n\nLet us.\n", MONDAY, cc=("jonas",))
        mails = team.once(MONDAY) + team.until(MONDAY, "2026-03-03T12:00:00Z", 60)
        mails = answer(team, "jonas", only(mails, "ask", "jonas"), "broken 1: we are many", "2026-03-03T12:30:00Z")
        question = only(mails, "checkin", "maria")
        answer(team, "maria", question, "drop: he is right", "2026-03-03T14:30:00Z")
        shown = team.show("D-1")
        equal((shown["state"], shown["assumptions"][0]["state"]), ("withdrawn", "broken"))


def story_assumption_that_is_none():
    """Each mistake gets one mail with the line to send instead."""
    with Team() as team:
        recorded(team)
        for subject, body, should in (
                ("broken D-9#1: no", "", "there is no D-9 here"),
                ("x", "broken D-1#7: no", 'D-1 has assumptions 1 to 2; write "broken D-1#1: '),
                ("x", "broken D-1#2:", 'say what you saw, as in "broken D-1#2: ')):
            team.mail("tom", subject, body, "2026-03-04T09:00:00Z")
            contains(only(team.once("2026-03-04T09:00:00Z"), "transcript", "tom").text, should)
        team.mail("maria", "[DECIDED] Without", "Owner: jonas\nRationale: so\n", "2026-03-04T09:00:00Z")
        team.once("2026-03-04T09:00:00Z")
        team.mail("tom", "x", "broken D-2#1: no", "2026-03-04T10:00:00Z")
        contains(only(team.once("2026-03-04T10:00:00Z"), "transcript", "tom").text, "has no written assumptions")
