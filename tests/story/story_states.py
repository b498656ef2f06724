"""Every state of a decision, and the mail that leads out of it."""
from moot import Team, contains, equal, none, only
from story_method import ALL, BODY, MONDAY, TUESDAY, opened, say, state

LATER = "2026-03-02T10:00:00Z"
DECIDED = "Owner: maria\nRationale: known\n"


def decided(team, title="We use MySQL", more="", at=MONDAY):
    """Its receipt, to be answered with what is to become of it."""
    team.mail("maria", f"[DECIDED] {title}", DECIDED + more, at)
    return only(team.once(at), "receipt", "maria")


def order(team, mail, text, at=LATER, who="maria"):
    team.reply(who, mail, text, at)
    team.last = team.once(at)
    return only(team.last, "transcript", who)


def story_implemented_deprecated_and_again():
    with Team() as team:
        receipt = decided(team, more="Informed: jonas\n")
        contains(order(team, receipt, "implemented: on all hosts").text, "it is now implemented")
        contains(order(team, receipt, "deprecate").text, 'deprecate: WHY')
        contains(order(team, receipt, "deprecate: nobody uses it").text, "it is now deprecated")
        told = only([m for m in team.last if "deprecated:" in m.subject], "report", "jonas")
        contains(told.text, "has taken this decision out of effect")
        contains(told.text, "nobody uses it")
        # What was decided stays in the record.
        equal(team.show("D-1")["outcome"]["rationale"], "known")
        contains(order(team, receipt, "implemented", "2026-03-03T12:00:00Z").text, "not possible while it is deprecated")
        contains(order(team, receipt, "reopen: somebody does", "2026-03-03T12:10:00Z").text, "it is open again, until")
        equal(state(team), "proposed")
        contains(order(team, receipt, "withdraw", "2026-03-03T12:20:00Z").text, "it is now withdrawn")


def story_reopened_when_implemented():
    with Team() as team:
        receipt = decided(team)
        order(team, receipt, "implemented")
        contains(order(team, receipt, "reopen").text, "it is open again")


def story_reopened_asks_who_has_not_answered():
    """Votes are kept; who has given one is told, who has not is asked again."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        say(team, asks, "jonas", "agree", TUESDAY)
        mails = team.until(TUESDAY, "2026-03-06T16:00:00Z", 120)
        outcome = only(mails + team.until("2026-03-06T17:00:00Z", "2026-03-09T12:00:00Z", 120), "outcome", "maria")
        order(team, outcome, "reopen: prices have changed", "2026-03-09T13:00:00Z")
        mails = team.last + team.until("2026-03-09T14:00:00Z", "2026-03-10T12:00:00Z", 120)
        told = only([m for m in mails if "open again" in m.subject], "report", "jonas")
        contains(told.text, "What you have said still counts")
        only(mails, "ask", "tom")
        none(mails, "ask", "jonas")


def story_overdue_expires():
    """Ten working days of its owner without a word; a word starts them anew."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        say(team, asks, "tom", "object: it is dear", TUESDAY)
        mails = team.until(TUESDAY, "2026-03-06T20:00:00Z", 120)
        contains(only(mails, "breach", "maria").text, "If nobody writes a word about it until Fri 2026-03-20")
        say(team, asks, "tom", "It is still too dear.", "2026-03-19T12:00:00Z")
        team.until("2026-03-19T13:00:00Z", "2026-03-24T12:00:00Z", 360)
        equal(state(team), "proposed")
        mails = team.until("2026-03-24T13:00:00Z", "2026-04-08T12:00:00Z", 360)
        equal(state(team), "expired")
        outcome = only(mails, "outcome", "maria")
        contains(outcome.text, "nobody has moved it for ten working days")
        contains(order(team, outcome, "reopen", "2026-04-08T13:00:00Z").text, "it is open again")


def story_draft_expires_and_comes_back():
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", "", MONDAY, cc=ALL)
        team.once(MONDAY)
        mails = team.until("2026-03-13T12:00:00Z", "2026-03-18T12:00:00Z", 360)
        equal(state(team), "expired")
        outcome = only(mails, "outcome", "maria")
        none(mails, "outcome", "jonas")
        contains(order(team, outcome, "reopen", "2026-03-18T13:00:00Z").text, "it is now draft")
        order(team, outcome, "Rationale: they are cheaper", "2026-03-18T13:10:00Z")
        equal(state(team), "proposed")


def story_hold_in_the_last_round():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        order(team, asks["jonas"], "hold until 2026-03-20", TUESDAY, who="jonas")
        equal(state(team), "on-hold")
        contains(order(team, asks["jonas"], "hold until 2026-01-05", TUESDAY, who="jonas").text, "is on-hold")
        outsider = team.mail("maria", "Re: [D-1] Runners", "reopen\n", TUESDAY)
        confirm = only(team.once(TUESDAY), "answer", "maria")
        contains(order(team, confirm, "confirm", TUESDAY).text, "it is open again, until Fri 2026-03-06")
        equal(state(team), "proposed")
        assert outsider


# ---- superseding ----

def story_supersedes_in_a_chain():
    with Team() as team:
        decided(team)
        second = decided(team, "We use PostgreSQL", "Supersedes: D-1\n", LATER)
        equal([state(team, one) for one in ("D-1", "D-2")], ["superseded", "accepted"])
        decided(team, "We use SQLite", "Supersedes: D-2\n", "2026-03-02T11:00:00Z")
        equal([state(team, one) for one in ("D-1", "D-2", "D-3")], ["superseded", "superseded", "accepted"])
        contains(order(team, second, "supersedes D-3", "2026-03-02T12:00:00Z").text, "each cannot take the place of the other")
        contains(order(team, second, "reopen", "2026-03-02T12:10:00Z").text, "not possible while it is superseded")


def story_supersedes_itself_or_each_other():
    with Team() as team:
        first = decided(team)
        contains(order(team, first, "supersedes D-1").text, "a decision cannot supersede itself")
        order(team, first, "reopen", "2026-03-02T10:10:00Z")
        team.mail("maria", "[DECISION] PostgreSQL", "Owner: maria\nDue: 2026-03-06\n\nBetter.\n", "2026-03-02T10:20:00Z", cc=ALL)
        second = only(team.once("2026-03-02T10:20:00Z"), "receipt", "maria")
        contains(order(team, second, "supersedes D-1", "2026-03-02T10:30:00Z").text, "D-1 is proposed")
        team.until("2026-03-02T12:00:00Z", "2026-03-05T12:00:00Z", 240)
        equal(state(team, "D-1"), "accepted")
        contains(order(team, second, "supersedes D-1", "2026-03-05T12:30:00Z").text, "D-1 is superseded when this is accepted")
        team.until("2026-03-06T12:00:00Z", "2026-03-06T22:00:00Z", 120)
        equal([state(team, one) for one in ("D-1", "D-2")], ["superseded", "accepted"])
        equal((team.show("D-1")["details"]["superseded_by"], team.show("D-2")["details"]["supersedes"]), ("D-2", ["D-1"]))


def story_superseded_comes_back():
    """When what took its place is opened again, both ends change in one transaction."""
    with Team() as team:
        first = decided(team)
        order(team, first, "implemented")
        second = decided(team, "We use PostgreSQL", "Supersedes: D-1\n", "2026-03-02T11:00:00Z")
        equal(state(team, "D-1"), "superseded")
        order(team, second, "reopen", "2026-03-02T12:00:00Z")
        equal([state(team, one) for one in ("D-1", "D-2")], ["implemented", "proposed"])
        contains(order(team, first, "supersedes D-2", "2026-03-02T12:10:00Z").text, "each cannot take the place of the other")
