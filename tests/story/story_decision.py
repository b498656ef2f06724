"""Decisions, from the proposal to the outcome."""
from moot import Team, contains, equal, holds, none, only

# Monday 2 March 2026, 10:00 in Berlin, 14:30 in Kolkata, 22:00 in Auckland, 06:00 in Sao Paulo.
MONDAY = "2026-03-02T09:00:00Z"
PROPOSAL = "Owner: maria\nDue: 2026-03-06 16:00 Europe/Berlin\n\nOur CI is slow; own runners cost 80 EUR a month.\n"


def propose(team, body=PROPOSAL, cc=("jonas", "priya", "li"), at=MONDAY):
    team.mail("maria", "[DECISION] Move CI to our own runners", body, at, cc=cc)
    return team.once(at)


def story_reminders_that_were_missed_are_one():
    """The gateway was down when both were due."""
    with Team(person_extra={"jonas": 'digest = "off"'}) as team:
        team.mail("tom", "[DECISION] Move CI", "Owner: tom\nDue: 2026-03-05 15:00\n\nYes.\n", "2026-03-02T09:00:00Z", cc=("jonas",))
        team.once("2026-03-02T09:00:00Z")
        only(team.once("2026-03-05T13:30:00Z"), "reminder", "jonas")


def story_asked_in_own_hours():
    with Team() as team:
        mails = propose(team)
        receipt = only(mails, "receipt", "maria")
        contains(receipt.subject, "[D-1] Move CI to our own runners")
        # Berlin and Kolkata work now; Auckland sleeps.
        only(mails, "ask", "jonas")
        only(mails, "ask", "priya")
        none(mails, "ask", "li")
        none(team.once("2026-03-02T19:30:00Z"), "ask", "li")
        ask = only(team.once("2026-03-02T20:00:00Z"), "ask", "li")
        contains(ask.text, "Pacific/Auckland")
        equal(team.list()[0]["state"], "proposed")


def story_consent_passes_at_its_close():
    with Team() as team:
        mails = propose(team)
        team.reply("jonas", only(mails, "ask", "jonas"), "+1", "2026-03-02T10:00:00Z")
        transcript = only(team.once("2026-03-02T10:05:00Z"), "transcript", "jonas")
        contains(transcript.text, "agree")
        equal(team.show("D-1")["positions"][0]["person"], "jonas")
        mails = team.once("2026-03-06T15:01:00Z")
        shown = team.show("D-1")
        equal(shown["state"], "accepted")
        outcome = only(mails, "outcome", "jonas")
        contains(outcome.text, "accepted")
        holds(shown["outcome"]["decided_at"] == "2026-03-06T15:01:00Z", shown["outcome"])


def story_objection_blocks_until_resolved():
    with Team() as team:
        mails = propose(team)
        team.reply("jonas", only(mails, "ask", "jonas"),
                   "object: who patches them on weekends?", "2026-03-02T10:00:00Z")
        mails = team.once("2026-03-02T13:00:00Z")
        transcript = only(mails, "transcript", "jonas")
        objection = only(mails, "report", "maria")
        contains(objection.text, "who patches them on weekends?")
        mails = team.once("2026-03-06T15:05:00Z")
        none(mails, "outcome")
        contains(only(mails, "breach", "maria").text, "objection")
        equal(team.show("D-1")["state"], "proposed")
        team.reply("jonas", transcript, "resolve", "2026-03-06T16:00:00Z")
        team.once("2026-03-06T16:00:00Z")
        team.once("2026-03-10T16:00:00Z")
        equal(team.show("D-1")["state"], "accepted")


def story_owner_decides():
    with Team() as team:
        mails = propose(team, "Method: owner-decides\n" + PROPOSAL)
        team.reply("maria", only(mails, "receipt", "maria"),
                   "decide: own runners, because the queue costs us an hour a day")
        team.once("2026-03-02T14:00:00Z")
        shown = team.show("D-1")
        equal(shown["state"], "accepted")
        equal(shown["outcome"]["decision"], "own runners")
        equal(shown["outcome"]["decided_by"], "maria")
        contains(shown["outcome"]["rationale"], "an hour a day")


def story_a_comment_is_no_vote():
    """Whoever is asked and writes "fine with me" reads that it was not counted; who has voted may write as they like."""
    with Team() as team:
        ask = only(propose(team), "ask", "jonas")
        team.reply("jonas", ask, "Fine with me.", "2026-03-02T15:00:00Z")
        told = only(team.once("2026-03-02T15:00:00Z"), "transcript", "jonas")
        contains(told.text, "your comment is recorded; a vote it is not")
        equal(team.show("D-1")["positions"], [])
        team.reply("jonas", told, "agree", "2026-03-02T15:10:00Z")
        team.once("2026-03-02T15:10:00Z")
        team.reply("jonas", told, "It will be a relief.", "2026-03-02T15:20:00Z")
        again = only(team.once("2026-03-02T15:20:00Z"), "transcript", "jonas")
        contains(again.text, "your comment is recorded")
        holds("a vote it is not" not in again.text, again.text)


def story_second_client_quotes_below():
    """Bottom posting under a quote, and a position with a reason."""
    with Team() as team:
        ask = only(propose(team), "ask", "priya")
        quoted = "\n".join("> " + line for line in ask.text.splitlines()[:8])
        team.reply("priya", ask, f"On Monday async wrote:\n{quoted}\n\nconcern: backups are missing",
                   quote="")
        team.once("2026-03-02T10:05:00Z")
        positions = team.show("D-1")["positions"]
        equal((positions[0]["person"], positions[0]["position"]), ("priya", "concern"))
        contains(positions[0]["reason"], "backups")


def story_button_without_thread():
    """A button makes a new mail: no In-Reply-To, and the plus-address may be lost on the way."""
    with Team() as team:
        ask = only(propose(team), "ask", "jonas")
        address, subject, body = ask.button("agree")
        holds("+" in address, address)
        team.mail("jonas", subject, body, to="async@acme.example")
        team.once("2026-03-02T10:05:00Z")
        positions = team.show("D-1")["positions"]
        equal((positions[0]["person"], positions[0]["position"], positions[0]["proof"]),
              ("jonas", "agree", "token"))


def story_hedged_vote_is_asked_back():
    with Team() as team:
        ask = only(propose(team), "ask", "jonas")
        team.reply("jonas", ask, "+1, but only if the budget holds?")
        transcript = only(team.once("2026-03-02T10:05:00Z"), "transcript", "jonas")
        equal(team.show("D-1")["positions"], [])
        holds("not counted" in transcript.text or "unclear" in transcript.text, transcript.text)


def story_contradiction_is_asked_back():
    """Of two votes in one mail neither counts, whichever stands last; the boxes of a ballot that are empty are no votes."""
    for body, positions in (("agree\nobject: too dear", []), ("agree\n\nWith new machines I am -1.", []),
                            ("+1 [x]\n0  [ ]\n-1 [ ]", [("jonas", "agree")])):
        with Team() as team:
            ask = only(propose(team), "ask", "jonas")
            team.reply("jonas", ask, body)
            answer = only(team.once("2026-03-02T10:00:00Z"), "transcript", "jonas")
            equal([(p["person"], p["position"]) for p in team.show("D-1")["positions"]], positions)
            holds(positions or "agree" in answer.text, answer.text)


def story_fair_deadline():
    """Eight of everyone's own working hours, from when the ask can first reach them."""
    with Team() as team:
        propose(team, "Owner: maria\n\nWhy not.\n")
        # Maria's day ends at 17:00 in Sao Paulo, Li's at 17:00 on Tuesday in Auckland (04:00Z); Kolkata and Berlin
        # began on Monday and end on Tuesday: Berlin Tuesday 10:00 local, Kolkata Tuesday 14:30.
        equal(team.show("D-1")["due"], "2026-03-03T09:00:00Z")


def story_answer_to_an_objection_reaches_it():
    with Team() as team:
        mails = propose(team)
        team.reply("jonas", only(mails, "ask", "jonas"), "object: who patches them on weekends?", "2026-03-02T10:00:00Z")
        objection = only(team.once("2026-03-02T13:00:00Z"), "report", "maria")
        team.reply("maria", objection, "The image patches itself every night.", "2026-03-02T13:10:00Z")
        told = only(team.once("2026-03-02T13:10:00Z"), "report", "jonas")
        contains(told.text, "patches itself every night")
        team.reply("jonas", told, "And who looks whether it did?", "2026-03-02T13:20:00Z")
        contains(only(team.once("2026-03-02T13:20:00Z"), "report", "maria").text, "who looks whether")
        team.reply("jonas", told, "resolve", "2026-03-02T13:30:00Z")
        team.once("2026-03-02T13:30:00Z")
        equal(team.show("D-1")["positions"][0]["resolved"], True)
