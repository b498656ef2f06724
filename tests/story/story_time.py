"""When a decision ends: early only if nothing can change any more, later if too few have spoken."""
import json

from moot import Team, check_proof, contains, equal, none, only
from story_method import BODY, MONDAY, TUESDAY, ask, opened, say, state

EARLY = '''method "ranked-early" { decides = vote objection = recorded ballot = ranked minimum = "1wd" early = yes }
method "worried" { decides = vote objection = recorded concern = blocks pass = 50 minimum = "1wd" early = yes }
'''
OPTIONS = "Owner: maria\nDue: 2026-03-06 12:00\nMethod: ranked-early\nOptions:\n1. ours\n2. theirs\n\nWhich?\n"


def story_early_not_while_a_ballot_is_out():
    """Two of three rank the first option; the third could still make another win level."""
    with Team(rules=EARLY) as team:
        asks = opened(team, "[DECISION] Runners", OPTIONS)
        for who in ("jonas", "priya"):
            say(team, asks, who, "choose 1 > 2", TUESDAY)
        equal(state(team), "proposed")
        say(team, asks, "tom", "choose 2 > 1", "2026-03-03T12:00:00Z")
        equal(state(team), "accepted")
        equal(team.show("D-1")["outcome"]["decision"], "ours")


def story_early_not_while_a_concern_could_block():
    with Team(rules=EARLY) as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("worried"))
        say(team, asks, "jonas", "agree", TUESDAY)
        say(team, asks, "priya", "agree", TUESDAY)
        equal(state(team), "proposed")
        say(team, asks, "tom", "agree", TUESDAY)
        equal(state(team), "accepted")
        contains(team.run("why", "D-1").stdout, "closes early")


def story_early_end_that_could_have_changed_is_found():
    """The checker knows who was silent, and what they could have done."""
    with Team() as team:
        asks = ask(team, "[DECISION] Runners", BODY.format("majority"))
        say(team, asks, "jonas", "agree", "2026-03-02T09:30:00Z")
        say(team, asks, "priya", "agree", "2026-03-02T09:40:00Z")
        team.until("2026-03-02T10:00:00Z", "2026-03-03T12:00:00Z", 60)
        proof = json.loads(team.run("show", "D-1", "--proof").stdout)
        for event in proof["history"]:
            if event["what"] == "accepted":
                event["data"] = event["data"].replace('"objection_blocks":false', '"objection_blocks":true')
            if event["what"] == "closes early":
                event["data"] = event["data"].replace("2026-03-03T", "2026-03-09T")
        check_proof(json.dumps(proof), should="somebody silent could have stopped it")
        check_proof(json.dumps(proof), should="it was closed before its deadline")


def story_close_never_before_what_the_method_grants():
    """Three working days of everybody's, also when its owner names another date, or opens it again."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("lazy").replace("maria", "jonas"))
        moved = only(say(team, asks, "jonas", "due 2026-03-04 12:00", TUESDAY), "transcript", "jonas")
        contains(moved.text, "each decider has 3wd of their own")
        equal(team.show("D-1")["due"][:10], "2026-03-05")
        team.until("2026-03-03T12:00:00Z", "2026-03-06T12:00:00Z", 60)
        equal(state(team), "accepted")
        # It is evening in Kolkata: her three days are Monday to Wednesday.
        say(team, asks, "jonas", "reopen", "2026-03-06T12:30:00Z")
        equal(team.show("D-1")["due"][:10], "2026-03-12")
        check_proof(team.run("show", "D-1", "--proof").stdout)


def missed(team):
    """A quorum missed twice: the mail that asks its owner."""
    opened(team, "[DECISION] Runners", BODY.format("quorum"))
    mails = team.until(TUESDAY, "2026-03-12T16:00:00Z", 60)
    contains(team.run("why", "D-1").stdout, "once, by half its time: too few have spoken")
    late = only(mails, "breach", "maria")
    for line in ("| decide: ", "| drop: ", "| extend "):
        contains(late.text, line)
    return late


def story_quorum_missed_and_dropped():
    with Team() as team:
        late = missed(team)
        address, subject, body = late.button("drop: ")
        team.mail("maria", subject, body.replace("drop: ", "drop: nobody cares", 1), "2026-03-12T16:30:00Z", to=address)
        contains(only(team.once("2026-03-12T16:30:00Z"), "transcript", "maria").text, "it is now withdrawn")
        equal(team.show("D-1")["outcome"]["rationale"], "nobody cares")


def story_quorum_missed_and_extended():
    """By half of what it had, by so much, and by nothing that makes sense."""
    with Team() as team:
        late = missed(team)
        team.reply("maria", late, "extend", "2026-03-12T16:30:00Z")
        mails = team.once("2026-03-12T16:30:00Z")
        contains(only(mails, "transcript", "maria").text, "it is now due ")
        mails += team.until("2026-03-12T17:00:00Z", "2026-03-13T09:00:00Z", 60)
        due = team.show("D-1")["due"]
        team.reply("maria", late, "extend soon", "2026-03-13T12:30:00Z")
        contains(only(team.once("2026-03-13T12:30:00Z"), "transcript", "maria").text, 'did you mean "extend 2wd"?')
        team.reply("maria", late, "extend 1wd", "2026-03-13T12:40:00Z")
        team.once("2026-03-13T12:40:00Z")
        assert team.show("D-1")["due"] > due
        none(mails, "outcome")
        for who in ("jonas", "priya"):
            team.reply(who, only(mails, "ask", who), "agree", "2026-03-13T12:50:00Z")
            team.once("2026-03-13T12:50:00Z")
        team.until("2026-03-13T13:00:00Z", "2026-03-18T20:00:00Z", 60)
        equal(state(team), "accepted")


def story_moved_date_is_asked_and_reminded_anew():
    """Who sleeps when it moves is asked once, with the new date; the reminders are of that one."""
    with Team() as team:
        team.mail("jonas", "[DECISION] Runners", "Owner: jonas\nDeciders: li, tom\nDue: 2026-03-04 12:00\n\nLet us.\n", MONDAY)
        receipt = only(team.once(MONDAY), "receipt", "jonas")
        team.reply("jonas", receipt, "due 2026-03-11 12:00", "2026-03-02T09:30:00Z")
        mails = team.once("2026-03-02T09:30:00Z")
        mails += team.until("2026-03-02T10:00:00Z", "2026-03-11T10:00:00Z", 60)
        contains(only(mails, "ask", "li").text, "by Thu 2026-03-12 00:00 Pacific/Auckland")
        reminders = [mail for mail in mails if mail.kind == "reminder" and mail.to == "li"]
        equal(len(reminders), 2)
        contains(reminders[0].text, "2026-03-12 00:00")


def story_extension_is_its_owners():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", BODY.format("consent"))
        contains(only(say(team, asks, "jonas", "extend", TUESDAY), "transcript", "jonas").text, "only the owner may do this")
        contains(only(say(team, asks, "jonas", "drop: no", TUESDAY), "transcript", "jonas").text, "only the owner may do this")
        equal(state(team), "proposed")


def story_reopened_gives_everyone_their_time_anew():
    """All have said yes long ago; who reopens it wants it looked at again."""
    with Team() as team:
        asks = ask(team, "[DECISION] Runners", BODY.format("majority"), MONDAY)
        for who, at in (("jonas", "2026-03-02T09:30:00Z"), ("priya", "2026-03-02T09:40:00Z")):
            say(team, asks, who, "agree", at)
        mails = team.until("2026-03-02T10:00:00Z", "2026-03-03T12:00:00Z", 60)
        outcome = only(mails, "outcome", "maria")
        equal(state(team), "accepted")
        team.reply("maria", outcome, "reopen", "2026-03-03T13:00:00Z")
        team.once("2026-03-03T13:00:00Z")
        say(team, asks, "jonas", "agree", "2026-03-03T13:30:00Z")
        equal(state(team), "proposed")
        team.until("2026-03-03T14:00:00Z", "2026-03-05T20:00:00Z", 60)
        equal(state(team), "accepted")
