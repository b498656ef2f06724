"""Ways of deciding, each through the whole program; and what a decision may become."""
import os

from moot import ROOT, Team, contains, equal, holds, none, only

MONDAY = "2026-03-02T09:00:00Z"
ALL = ("jonas", "priya", "tom")


def ask(team, subject, body, at=MONDAY, cc=ALL, who="maria"):
    team.mail(who, subject, body, at, cc=cc)
    mails = team.once(at)
    return {m.to: m for m in mails + team.until(at, at) if m.kind == "ask"}


def say(team, asks, who, text, at):
    """Each answers the ask of their own; who has none yet waits for it."""
    team.reply(who, asks[who], text, at)
    return team.once(at)


def asks_of(team, start, end):
    return {m.to: m for m in team.until(start, end, 60) if m.kind == "ask"}


def opened(team, subject, body, cc=ALL):
    """Opened on Monday; on Tuesday noon everyone has been asked in their own hours."""
    team.mail("maria", subject, body, MONDAY, cc=cc)
    return asks_of(team, MONDAY, "2026-03-03T11:00:00Z")


def state(team, item="D-1"):
    return team.show(item)["state"]


TUESDAY = "2026-03-03T11:30:00Z"
BODY = "Owner: maria\nDue: 2026-03-06 12:00\nMethod: {}\n\nLet us.\n"


def story_majority_of_votes_cast():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("majority"))
        say(team, asks, "tom", "agree", TUESDAY)
        say(team, asks, "jonas", "disagree", TUESDAY)
        equal(state(team), "proposed")
        say(team, asks, "priya", "disagree", TUESDAY)
        equal(state(team), "rejected")
        contains(team.show("D-1")["outcome"]["rationale"], "not enough agreement")


def story_half_is_no_majority():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("majority"), cc=("jonas",))
        say(team, asks, "jonas", "disagree", TUESDAY)
        team.until(TUESDAY, "2026-03-06T16:00:00Z", 60)
        equal(state(team), "rejected")


def story_majority_ends_early():
    """Nobody who is silent can change it, and everyone has had a working day."""
    with Team() as team:
        asks = ask(team, "[DECISION] Runners", BODY.format("majority"))
        say(team, asks, "jonas", "agree", "2026-03-02T09:30:00Z")
        say(team, asks, "priya", "agree", "2026-03-02T09:40:00Z")
        equal(state(team), "proposed")
        mails = team.until("2026-03-02T10:00:00Z", "2026-03-03T12:00:00Z", 60)
        equal(state(team), "accepted")
        only(mails, "outcome", "tom")
        contains(team.run("why", "D-1").stdout, "closes early")


def story_supermajority():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("supermajority"))
        say(team, asks, "jonas", "agree", TUESDAY)
        say(team, asks, "priya", "disagree", TUESDAY)
        say(team, asks, "tom", "disagree", TUESDAY)
        team.until(TUESDAY, "2026-03-06T16:00:00Z", 60)
        equal(state(team), "rejected")


def story_quorum_is_missed():
    """Once more by half its time; then its owner is asked."""
    with Team() as team:
        opened(team, "[DECISION] Runners", BODY.format("quorum"))
        mails = team.until(TUESDAY, "2026-03-06T16:00:00Z", 60)
        equal(state(team), "proposed")
        contains(team.run("why", "D-1").stdout, "once, by half its time: too few have spoken")
        mails = team.until("2026-03-06T16:30:00Z", "2026-03-12T16:00:00Z", 60)
        contains(only(mails, "breach", "maria").text, "Too few of the deciders have answered")
        equal(state(team), "proposed")


def story_second_and_wait():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("second"))
        contains(only(say(team, asks, "jonas", "second", TUESDAY), "transcript", "jonas").text, "you second it")
        team.until(TUESDAY, "2026-03-06T16:00:00Z", 60)
        equal(state(team), "accepted")
    with Team() as team:
        opened(team, "[DECISION] Runners", BODY.format("second"))
        mails = team.until(TUESDAY, "2026-03-12T16:00:00Z", 60)
        contains(only(mails, "breach", "maria").text, "Nobody has seconded it")


def story_lazy_gives_everyone_three_days():
    """A date that leaves somebody less is moved, and the answer says so."""
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", "Owner: maria\nDue: 2026-03-03 12:00\nMethod: lazy\n\nLet us.\n", MONDAY, cc=ALL)
        receipt = only(team.once(MONDAY), "receipt", "maria")
        contains(receipt.text, "each decider has 3wd of their own")
        team.until(MONDAY, "2026-03-05T08:30:00Z", 120)
        equal(state(team), "proposed")
        team.until("2026-03-05T09:00:00Z", "2026-03-06T16:00:00Z", 120)
        equal(state(team), "accepted")


def story_advice_is_heard_first():
    """The owner's word waits until everyone has had a day."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", "Owner: jonas\nDue: 2026-03-06 12:00\nMethod: advice\n\nLet us.\n")
        transcript = only(say(team, asks, "jonas", "decide: yes, because it is cheap", "2026-03-02T11:00:00Z"), "transcript", "jonas")
        contains(transcript.text, "it takes effect when the decision closes")
        team.until(TUESDAY, "2026-03-06T16:00:00Z", 60)
        equal(team.show("D-1")["outcome"]["decision"], "yes")


def story_hidden_until_the_close():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("ballot"))
        say(team, asks, "jonas", "disagree", TUESDAY)
        equal(team.show("D-1")["positions"], [])
        assert "disagree" not in team.run("show", "D-1").stdout + team.run("why", "D-1").stdout
        # Who has not voted is no secret; what was voted is.
        report = only(team.until(TUESDAY, "2026-03-04T12:00:00Z", 60), "report")
        holds("Objections" not in report.text and "Jonas" not in report.text, report.text)
        say(team, asks, "priya", "agree", "2026-03-04T12:00:00Z")
        team.until("2026-03-04T12:00:00Z", "2026-03-06T16:00:00Z", 60)
        equal(sorted(p["person"] for p in team.show("D-1")["positions"]), ["jonas", "priya"])


# ---- votes and final comments ----

def story_apache_vote_and_its_result():
    with Team() as team:
        asks = opened(team, "[VOTE] Release 1.0", "Let us release.\n", cc=ALL + ("li",))
        for who, text in (("li", "+1"), ("jonas", "+1 (binding), checked the signatures"), ("priya", "+1"), ("tom", "-1: the notice file is missing")):
            say(team, asks, who, text, TUESDAY)
        mails = team.until(TUESDAY, "2026-03-06T12:00:00Z", 60)
        result = only(mails, "outcome", "jonas")
        contains(result.subject, "[RESULT] [VOTE] [D-1] Release 1.0")
        contains(result.text, "the vote passes")
        contains(result.text, "+1  3")
        contains(result.text, "-1  Tom Berg (the notice file is missing)")


def story_apache_vote_needs_three():
    with Team() as team:
        asks = opened(team, "[VOTE] Release 1.0", "Let us release.\n")
        say(team, asks, "jonas", "+1", TUESDAY)
        contains(only(team.until(TUESDAY, "2026-03-06T12:00:00Z", 60), "outcome", "jonas").text, "does not pass")
        equal(state(team), "rejected")


def shipped(name):
    with open(os.path.join(ROOT, "rules", name), encoding="utf-8") as file:
        return file.read()


def story_veto_of_a_code_change():
    with Team(rules=shipped("apache-vote.rules")) as team:
        asks = opened(team, "[VOTE] Merge it", "The patch.\n", cc=ALL + ("li",))
        for who, text in (("li", "+1"), ("jonas", "+1"), ("priya", "+1"), ("tom", "-1")):
            mails = say(team, asks, who, text, TUESDAY)
        contains(only(mails, "transcript", "tom").text, "needs its reason")
        say(team, asks, "tom", "veto: it breaks the build", "2026-03-03T12:00:00Z")
        mails = team.until("2026-03-03T12:00:00Z", "2026-03-06T12:00:00Z", 60)
        contains(only(mails, "breach", "maria").text, "An objection stands")
        say(team, asks, "tom", "resolve", "2026-03-06T12:30:00Z")
        team.until("2026-03-06T12:30:00Z", "2026-03-10T16:00:00Z", 60)
        equal(state(team), "accepted")


def story_final_comment_period():
    """Ten days begin when nothing stands against it and two at most are silent; a concern ends them."""
    with Team(rules=shipped("rust-fcp.rules")) as team:
        asks = opened(team, "[RFC] Traits", "As written.\n")
        equal(state(team), "proposed")
        say(team, asks, "jonas", "agree", TUESDAY)
        equal(state(team), "proposed")
        mails = say(team, asks, "priya", "agree", TUESDAY)
        equal(state(team), "final-call")
        mails += team.until(TUESDAY, "2026-03-04T12:00:00Z", 60)
        contains(only(mails, "report", "tom").text, "The last round has begun")
        say(team, asks, "tom", "concern: the name misleads", "2026-03-04T13:00:00Z")
        equal(state(team), "proposed")
        none(team.until("2026-03-04T13:00:00Z", "2026-03-17T12:00:00Z", 240), "outcome")
        say(team, asks, "tom", "resolve", "2026-03-17T13:00:00Z")
        equal(state(team), "final-call")
        team.until("2026-03-17T13:00:00Z", "2026-03-28T12:00:00Z", 240)
        equal(state(team), "accepted")


# ---- what it may become ----

def story_draft_is_completed():
    with Team() as team:
        team.mail("maria", "[DECIDED] We use PostgreSQL", "Owner: jonas\n", MONDAY)
        draft = only(team.once(MONDAY), "receipt", "maria")
        equal(state(team), "draft")
        contains(draft.text, "  Rationale:")
        team.reply("maria", draft, "Rationale: it is what we know\nWhen: 2026-02-20", "2026-03-02T10:00:00Z")
        mails = team.once("2026-03-02T10:00:00Z")
        contains(only(mails, "transcript", "maria").text, "it is now accepted")
        shown = team.show("D-1")
        equal((shown["state"], shown["outcome"]["rationale"], shown["outcome"]["decided_by"]),
              ("accepted", "it is what we know", "jonas"))
        equal(shown["outcome"]["decided_at"], "2026-02-19T23:00:00Z")
        contains(only(mails, "outcome", "jonas").text, "Fri 2026-02-20, recorded Mon 2026-03-02")


def story_empty_proposal_is_a_draft():
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", "", MONDAY, cc=ALL)
        mails = team.once(MONDAY)
        none(mails, "ask")
        draft = only(mails, "receipt", "maria")
        team.reply("maria", draft, "They are cheaper, and we can look into them.", "2026-03-02T10:00:00Z")
        mails = team.once("2026-03-02T10:00:00Z")
        equal(state(team), "proposed")
        only(mails, "ask", "jonas")


def story_decided_at_once():
    with Team() as team:
        team.mail("maria", "[DECIDED] We use PostgreSQL", "Owner: jonas\nRationale: it is what we know\n", MONDAY)
        only(team.once(MONDAY), "receipt", "maria")
        equal(state(team), "accepted")


def story_hold_and_go_on():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        contains(only(say(team, asks, "jonas", "hold until 2026-03-09", TUESDAY), "transcript", "jonas").text, "on hold until Mon 2026-03-09")
        equal(state(team), "on-hold")
        team.until(TUESDAY, "2026-03-09T15:00:00Z", 120)
        equal(state(team), "on-hold")
        team.until("2026-03-09T15:00:00Z", "2026-03-09T18:00:00Z", 60)
        equal(state(team), "proposed")
        team.until("2026-03-09T18:00:00Z", "2026-03-11T18:00:00Z", 120)
        equal(state(team), "accepted")


def story_voice_handed_over():
    """Jonas to Priya, Priya to Tom, whose word then counts for three; a circle is refused."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("majority"))
        say(team, asks, "jonas", "delegate priya", TUESDAY)
        say(team, asks, "priya", "delegate tom", TUESDAY)
        contains(only(say(team, asks, "tom", "delegate jonas", TUESDAY), "transcript", "tom").text, "has handed their voice to you")
        say(team, asks, "tom", "disagree", "2026-03-03T12:00:00Z")
        team.until("2026-03-03T12:00:00Z", "2026-03-06T16:00:00Z", 60)
        equal(state(team), "rejected")


def story_supersedes_at_both_ends():
    with Team() as team:
        team.mail("maria", "[DECIDED] We use MySQL", "Owner: maria\nRationale: it was there\n", MONDAY)
        team.once(MONDAY)
        asks = opened(team, "[DECISION] PostgreSQL", "Owner: maria\nDue: 2026-03-06 12:00\nSupersedes: D-1\n\nBetter.\n")
        assert asks
        equal(state(team, "D-1"), "accepted")
        team.until(TUESDAY, "2026-03-06T16:00:00Z", 60)
        equal((state(team, "D-2"), state(team, "D-1")), ("accepted", "superseded"))
        contains(team.run("why", "D-1").stdout, "by D-2")
        team.reply("maria", [m for m in asks.values()][0], "supersedes D-9", "2026-03-09T12:00:00Z", to="async@acme.example")


def story_supersedes_nothing_we_know():
    with Team() as team:
        team.mail("maria", "[DECISION] PostgreSQL", "Owner: maria\nSupersedes: D-9\n\nBetter.\n", MONDAY, cc=ALL)
        contains(only(team.once(MONDAY), "receipt", "maria").text, "D-9 is no decision of ours")


def story_review_on_its_day():
    with Team() as team:
        team.mail("maria", "[DECIDED] We use PostgreSQL", "Owner: jonas\nRationale: known\nReview: 2026-04-01\n", MONDAY)
        team.once(MONDAY)
        mails = team.until("2026-03-31T10:00:00Z", "2026-04-02T12:00:00Z", 60)
        asked = only(mails, "checkin", "jonas")
        contains(asked.text, "Did it help?")
        team.until("2026-04-02T12:00:00Z", "2026-04-07T12:00:00Z", 120)
        contains(team.run("why", "D-1").stdout, "jonas has not answered")
        team.reply("jonas", asked, "done: it held", "2026-04-07T13:00:00Z")
        contains(only(team.once("2026-04-07T13:00:00Z"), "transcript", "jonas").text, "noted: it helped")


def story_owner_handed_on():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        receipt_less = team.mail("maria", "Re: [D-1] Runners", "owner jonas\n", TUESDAY)
        confirm = only(team.once(TUESDAY), "answer", "maria")
        team.reply("maria", confirm, "confirm", TUESDAY)
        mails = team.once(TUESDAY)
        assert receipt_less and asks
        equal(team.show("D-1")["owner"], "jonas")
        contains(only(mails, "report", "jonas").text, "this is yours now")


def story_objection_of_the_silent():
    """Asked twice in his own time, then parked by another; everyone still has a working day."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        say(team, asks, "tom", "object: it stops the backup", TUESDAY)
        contains(only(say(team, asks, "jonas", "park tom", TUESDAY), "transcript", "jonas").text, "fewer than two times")
        mails = team.until(TUESDAY, "2026-03-12T12:00:00Z", 60)
        equal([m.subject for m in mails if m.to == "tom" and m.kind == "ask"],
              ["[D-1] does your objection stand? Runners"] * 2)
        stale = only([m for m in mails if "may be parked" in m.subject], "report", "jonas")
        address, subject, body = stale.button("park tom")
        team.mail("jonas", subject, body, "2026-03-12T12:30:00Z", to=address)
        contains(only(team.once("2026-03-12T12:30:00Z"), "transcript", "jonas").text, "is parked")
        equal(state(team), "proposed")
        team.until("2026-03-12T13:00:00Z", "2026-03-17T15:00:00Z", 120)
        equal(state(team), "accepted")


def story_objection_of_one_who_answers():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        say(team, asks, "tom", "object: it stops the backup", TUESDAY)
        team.until(TUESDAY, "2026-03-06T12:00:00Z", 60)
        say(team, asks, "tom", "It would be met by a second disk.", "2026-03-06T12:30:00Z")
        team.until("2026-03-06T13:00:00Z", "2026-03-11T12:00:00Z", 60)
        contains(only(say(team, asks, "jonas", "park tom", "2026-03-11T12:30:00Z"), "transcript", "jonas").text, "fewer than two times")


OPTIONS = "Owner: maria\nDue: 2026-03-06 12:00\nMethod: {}\nOptions:\n1. ours\n2. theirs\n3. none\n\nWhich?\n"


def story_options_ranked():
    """Each second choice counts: Schulze."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", OPTIONS.format("ranked"))
        contains(asks["jonas"].text, "choose 2 > 1 > 3")
        contains(only(say(team, asks, "jonas", "choose 4 > 1", TUESDAY), "transcript", "jonas").text, "none of the options 1 to 3")
        for who, text in (("jonas", "choose 1 > 2 > 3"), ("priya", "choose 3 > 2 > 1"), ("tom", "choose 2")):
            contains(only(say(team, asks, who, text, TUESDAY), "transcript", who).text, "your position: agree")
        team.until(TUESDAY, "2026-03-06T16:00:00Z", 60)
        shown = team.show("D-1")
        equal((shown["state"], shown["outcome"]["decision"]), ("accepted", "theirs"))


def story_options_approved_and_level():
    """Two that are level are the owner's to choose between."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", OPTIONS.format("approval"), cc=("jonas", "tom"))
        say(team, asks, "jonas", "choose 1, 2", TUESDAY)
        say(team, asks, "tom", "choose 2, 1", TUESDAY)
        mails = team.until(TUESDAY, "2026-03-06T16:00:00Z", 60)
        late = only(mails, "breach", "maria")
        contains(late.text, "to choose an option")
        team.reply("maria", late, "decide: 2, because it is there", "2026-03-06T16:30:00Z")
        team.once("2026-03-06T16:30:00Z")
        equal(team.show("D-1")["outcome"]["decision"], "theirs")
