"""Objections by name: raised, let go of, and the working day that everyone has afterwards; and what is sealed."""
from moot import Team, contains, equal, holds, none, only
from story_method import BODY, TUESDAY, opened, say, shipped, state

NOON = "2026-03-03T12:00:00Z"


def words(mails, who):
    return only(mails, "transcript", who).text


def open_ones(team):
    return [(o["name"], o["person"]) for o in team.show("D-1")["objections"] if o["state"] == "open"]


def story_objections_have_names():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        say(team, asks, "jonas", "object: backups \u2014 who restores them?", TUESDAY)
        say(team, asks, "jonas", "object: cost - it is dear", TUESDAY)
        equal(open_ones(team), [("backups", "jonas"), ("cost", "jonas")])
        contains(words(say(team, asks, "jonas", "resolve", TUESDAY), "jonas"), 'which one? Write "resolve backups" or "resolve cost"')
        contains(words(say(team, asks, "tom", "resolve cost", TUESDAY), "tom"), "only who raised it can let go of it")
        contains(words(say(team, asks, "jonas", "resolve Backups", TUESDAY), "jonas"), "the objection is resolved")
        equal(open_ones(team), [("cost", "jonas")])
        equal([p["resolved"] for p in team.show("D-1")["positions"]], [False])
        contains(words(say(team, asks, "jonas", "resolve backups", TUESDAY), "jonas"), 'Write "resolve cost"')
        say(team, asks, "jonas", "resolve", TUESDAY)
        equal([p["resolved"] for p in team.show("D-1")["positions"]], [True])


def story_other_words_are_the_same_objection():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        say(team, asks, "jonas", "object: it is dear", TUESDAY)
        say(team, asks, "jonas", "object: it is dear, and slow", TUESDAY)
        equal([(o["name"], o["reason"]) for o in team.show("D-1")["objections"]], [("jonas", "it is dear, and slow")])


def story_agreement_lets_go():
    """At the last minute; everyone still has a working day of their own to answer to that."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        say(team, asks, "jonas", "object: it is dear", TUESDAY)
        team.until(TUESDAY, "2026-03-06T14:30:00Z", 60)
        say(team, asks, "jonas", "agree", "2026-03-06T14:50:00Z")
        equal(open_ones(team), [])
        team.until("2026-03-06T15:00:00Z", "2026-03-09T15:00:00Z", 120)
        equal(state(team), "proposed")
        # Priya had gone home on Friday: her day is Monday, until Tuesday at nine.
        team.until("2026-03-09T18:00:00Z", "2026-03-10T04:00:00Z", 120)
        equal(state(team), "accepted")


OWN = """method "strict" {
  decides   = vote
  objection = blocks
  pass      = "more than 50"
  early     = yes
}
"""


def story_no_early_end_before_the_floor():
    """All have spoken and nothing can change; who has just been answered may still do."""
    with Team(rules=OWN) as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("strict"))
        say(team, asks, "jonas", "object: it is dear", TUESDAY)
        say(team, asks, "priya", "agree", TUESDAY)
        say(team, asks, "tom", "agree", TUESDAY)
        say(team, asks, "jonas", "agree", NOON)
        equal(state(team), "proposed")
        team.until("2026-03-03T13:00:00Z", "2026-03-05T02:30:00Z", 120)
        equal(state(team), "proposed")
        team.until("2026-03-05T03:31:00Z", "2026-03-05T04:00:00Z", 60)
        equal(state(team), "accepted")


def story_final_comments_to_the_letter():
    """A tick and a concern are two things; only its author resolves; a name is used once."""
    with Team(rules=shipped("rust-fcp.rules")) as team:
        asks = opened(team, "[RFC] Traits", "As written.\n", cc=("jonas", "priya", "tom", "li"))
        say(team, asks, "jonas", "agree", TUESDAY)
        say(team, asks, "tom", "concern: naming - it misleads", TUESDAY)
        say(team, asks, "priya", "agree", TUESDAY)
        equal(state(team), "proposed")
        say(team, asks, "tom", "agree", TUESDAY)
        equal((state(team), open_ones(team)), ("proposed", [("naming", "tom")]))
        contains(words(say(team, asks, "priya", "resolve naming", TUESDAY), "priya"), "only who raised it")
        say(team, asks, "tom", "resolve naming", NOON)
        equal(state(team), "final-call")
        # Ten calendar days, whatever they are.
        equal(team.show("D-1")["due"], "2026-03-13T12:00:00Z")
        contains(words(say(team, asks, "jonas", "concern: naming - again", NOON), "jonas"), "this name has been used")
        equal(state(team), "final-call")
        say(team, asks, "jonas", "concern: cost - it is dear", NOON)
        equal(state(team), "proposed")
        say(team, asks, "jonas", "resolve cost", "2026-03-04T12:00:00Z")
        equal((state(team), team.show("D-1")["due"]), ("final-call", "2026-03-14T12:00:00Z"))


def story_concern_alone_is_no_tick():
    """One has ticked it off and two have not: a concern that is gone makes no second."""
    with Team(rules=shipped("rust-fcp.rules")) as team:
        asks = opened(team, "[RFC] Traits", "As written.\n")
        say(team, asks, "jonas", "agree", TUESDAY)
        say(team, asks, "tom", "concern: naming - it misleads", TUESDAY)
        say(team, asks, "tom", "resolve", TUESDAY)
        equal(state(team), "proposed")
        say(team, asks, "tom", "agree", TUESDAY)
        equal(state(team), "final-call")


def story_parked_is_looked_at_again():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        say(team, asks, "tom", "object: backup - it stops", TUESDAY)
        team.until(TUESDAY, "2026-03-12T12:00:00Z", 60)
        told = words(say(team, asks, "jonas", "park backup", "2026-03-12T12:30:00Z"), "jonas")
        contains(told, "is parked")
        equal([o["state"] for o in team.show("D-1")["objections"]], ["parked"])
        holds(team.show("D-1")["details"]["review_at"], "it is looked at again")


SEALED = """method "sealed" {
  decides   = vote
  objection = blocks
  pass      = "more than 50"
  positions = hidden
}
"""


def story_sealed_means_sealed():
    """Before the close no command, export, digest or mail to anybody but the voter tells what was said."""
    with Team(rules=SEALED) as team:
        asks = opened(team, "[DECISION] Runners", "Consulted: li\n" + BODY.format("sealed"))
        mails = say(team, asks, "jonas", "object: zebra - the zebra forbids it", TUESDAY)
        mails += say(team, asks, "tom", "+1, but only if no zebra is harmed?", TUESDAY)
        mails += say(team, asks, "priya", "disagree: zebra", TUESDAY)
        mails += team.until(NOON, "2026-03-05T20:00:00Z", 60)
        mails += say(team, asks, "jonas", "resolve zebra", "2026-03-05T21:00:00Z")
        mails += say(team, asks, "jonas", "object: zebra - still", "2026-03-05T21:10:00Z")
        for command in (("show", "D-1"), ("show", "D-1", "--json"), ("why", "D-1"), ("list",), ("list", "--json"),
                        ("digest", "maria", "--now", "2026-03-05T21:00:00Z")):
            text = team.run(*command).stdout.replace("objection_blocks", "")
            holds(not any(word in text for word in ("zebra", "disagree", "objector")), f"{command}: {text}")
        equal(team.run("show", "D-1", "--proof", check=False).returncode, 1)
        for mail in mails:
            if mail.kind != "transcript":
                holds("zebra" not in mail.text and "stands against" not in mail.text, mail.text)
        none([m for m in mails if "does your objection stand" in m.subject])
        mails = team.until("2026-03-05T22:00:00Z", "2026-03-06T20:00:00Z", 60)
        # At its close it is told: the owner cannot settle what nobody may see.
        contains(only(mails, "breach", "maria").text, "still")
        equal(len(team.show("D-1")["positions"]), 2)
