"""Roles as DACI and RAPID name them: one line a role, and one person whose word ends it."""
from moot import Team, contains, equal, none, only
from story_method import MONDAY, state

DACI = "Driver: maria\nApprover: {}\nContributors: tom\nInformed: li\nDue: 2026-03-06\n\nOwn runners.\n"
RAPID = "Recommend: maria\nAgree: tom\nPerform: li\nInput: priya\nDecide: {}\nDue: 2026-03-06\n\nOwn runners.\n"
LATER = "2026-03-02T10:00:00Z"


def story_daci_the_approver_decides():
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", DACI.format("jonas"), MONDAY)
        mails = team.once(MONDAY)
        shown = team.show("D-1")
        equal((shown["owner"], shown["details"]["method"], shown["details"]["deciders"]), ("maria", "daci", ["jonas"]))
        contains(only(mails, "ask", "jonas").text, "this is yours to decide")
        contains(only(mails, "report", "tom").text, "would like to hear you")
        receipt = only(mails, "receipt", "maria")
        team.reply("maria", receipt, "decide: yes, because I want it", LATER)
        contains(only(team.once(LATER), "transcript", "maria").text, "Jonas Weber has the last word")
        team.reply("jonas", only(mails, "ask", "jonas"), "decide: yes, because it is cheaper", LATER)
        team.once(LATER)
        shown = team.show("D-1")
        equal((shown["state"], shown["outcome"]["decided_by"]), ("accepted", "jonas"))


def story_daci_two_approvers():
    """Asked which; nobody else hears of it until that is said."""
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", DACI.format("jonas, tom"), MONDAY)
        mails = team.once(MONDAY)
        equal([(mail.kind, mail.to) for mail in mails], [("receipt", "maria")])
        contains(mails[0].text, 'name one person: "Approver: jonas" or "Approver: tom"')
        team.reply("maria", mails[0], "Approver: tom", LATER)
        only(team.once(LATER), "ask", "tom")
        equal((state(team), team.show("D-1")["details"]["approver"]), ("proposed", "tom"))


def story_daci_without_an_approver():
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", "Method: daci\nDriver: maria\n\nOwn runners.\n", MONDAY, cc=("jonas",))
        draft = only(team.once(MONDAY), "receipt", "maria")
        contains(draft.text, "\n  Approver:\n")
        team.reply("maria", draft, "Approver: jonas", LATER)
        only(team.once(LATER), "ask", "jonas")


def story_daci_approver_who_is_late():
    """It waits for the approver by name."""
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", DACI.format("jonas"), MONDAY)
        mails = team.until(MONDAY, "2026-03-09T16:00:00Z", 60)
        for who in ("maria", "jonas"):
            contains(only(mails, "breach", who).text, "It waits for Jonas Weber to decide")


def story_rapid_waits_for_those_who_agree():
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", RAPID.format("jonas"), MONDAY)
        mails = team.once(MONDAY)
        equal(sorted(mail.to for mail in mails if mail.kind == "ask"), ["jonas", "tom"])
        asks = {mail.to: mail for mail in mails if mail.kind == "ask"}
        equal(team.show("D-1")["details"]["method"], "rapid")
        team.reply("tom", asks["tom"], "object: the licence forbids it", LATER)
        team.once(LATER)
        team.reply("jonas", asks["jonas"], "decide: yes, because I say so", LATER)
        contains(only(team.once(LATER), "transcript", "jonas").text, "an objection stands")
        team.reply("tom", asks["tom"], "resolve", "2026-03-02T11:00:00Z")
        team.once("2026-03-02T11:00:00Z")
        team.reply("jonas", asks["jonas"], "decide: yes, because it is cheaper", "2026-03-02T12:00:00Z")
        team.until("2026-03-02T12:00:00Z", "2026-03-06T21:00:00Z", 120)
        shown = team.show("D-1")
        equal((shown["state"], shown["outcome"]["decided_by"]), ("accepted", "jonas"))


def story_rapid_two_who_decide():
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", RAPID.format("jonas, li"), MONDAY)
        mails = team.once(MONDAY)
        none(mails, "ask")
        draft = only(mails, "receipt", "maria")
        contains(draft.text, 'name one person: "Decide: jonas" or "Decide: li"')
        # In a reply "decide:" is an order; of a draft it is the line that was asked for.
        team.reply("maria", draft, "Decide: jonas", LATER)
        only(team.once(LATER), "ask", "jonas")
        equal(team.show("D-1")["details"]["approver"], "jonas")


def story_word_of_a_role_in_a_reply_is_an_order():
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", "Owner: jonas\nMethod: owner-decides\n\nRunners.\n", MONDAY)
        asks = only(team.once(MONDAY), "ask", "jonas")
        team.reply("jonas", asks, "Decide: yes, because it is cheap", LATER)
        team.once(LATER)
        equal(state(team), "accepted")
