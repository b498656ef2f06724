"""While a decision runs: one mail a day for its owner, and a private word for the unheard."""
import json

from moot import Team, contains, equal, holds, none, only
from story_method import MONDAY, TUESDAY, say, shipped

NOON = "2026-03-03T12:00:00Z"
WEDNESDAY = "2026-03-04T12:00:00Z"
FRIDAY = "2026-03-06T20:00:00Z"
RUNNERS = "Owner: maria\nMethod: consent\nDue: in 5wd\n{}\nLet us.\n"


def opened(team, body, cc):
    """All mails until Tuesday's noon, and each person's ask among them."""
    team.mail("maria", "[DECISION] Runners", body, MONDAY, cc=cc)
    mails = team.until(MONDAY, "2026-03-03T11:00:00Z", 60)
    return mails, {mail.to: mail for mail in mails if mail.kind == "ask"}


def invited(mails):
    return [mail for mail in mails if "your view?" in mail.subject]


def story_owner_hears_once_a_day():
    """Who is missing, by the working time they have left; what stands against it; what comes next."""
    with Team() as team:
        _, asks = opened(team, RUNNERS.format(""), ("jonas", "priya", "tom"))
        # Maria lives in São Paulo: her day begins at noon, UTC.
        morning = only(team.until("2026-03-03T11:00:00Z", "2026-03-03T20:00:00Z", 60), "report", "maria")
        contains(morning.subject, "[D-1] today: Runners")
        contains(morning.text, "Not answered yet")
        # Priya, in Kolkata, closes her day first.
        holds(morning.text.index("Priya") < morning.text.index("Tom"), morning.text)
        contains(morning.text, "of working time left")
        contains(morning.text, "of your working time")
        contains(morning.text, "Next: at its close it is settled by what has been said until then.")
        say(team, asks, "tom", "agree", "2026-03-03T21:00:00Z")
        second = only(team.until("2026-03-03T22:00:00Z", "2026-03-04T20:00:00Z", 60), "report", "maria")
        holds("Tom" not in second.text, "has answered")
        # Nothing new, no mail; then the first objection of a day at once, the next one with the morning.
        none(team.until("2026-03-04T21:00:00Z", "2026-03-05T13:00:00Z", 60), "report")
        told = say(team, asks, "jonas", "object: the licence forbids it", "2026-03-05T14:00:00Z")
        contains(only(told, "report", "maria").text, "the licence forbids it")
        none(say(team, asks, "tom", "object: nobody has asked the team in Lima", "2026-03-05T15:00:00Z"), "report")
        both = only(team.until("2026-03-05T16:00:00Z", "2026-03-06T13:00:00Z", 60), "report", "maria")
        contains(both.text, "Objections open")
        contains(both.text, "the licence forbids it")
        contains(both.text, "nobody has asked the team in Lima")
        contains(both.text, "cannot be accepted until they are resolved")


def story_unheard_are_invited_in_private():
    """Half way to the close; the owner reads a number and no name."""
    with Team() as team:
        mails, asks = opened(team, RUNNERS.format("Consulted: priya, li, tom\n"), ("jonas",))
        say(team, asks, "jonas", "agree", TUESDAY)
        mails += team.until(TUESDAY, FRIDAY, 60)
        equal(sorted(mail.to for mail in invited(mails)), ["li", "priya", "tom"])
        contains(invited(mails)[0].text, "Nobody else sees this mail.")
        reports = [mail for mail in mails if mail.kind == "report" and mail.to == "maria"]
        contains(reports[0].text, "Of those consulted, 3 not heard yet")
        for report in reports:
            holds(not any(name in report.text for name in ("Priya", "Li ", "Tom")), report.text)
        # The record, which everyone may read, names nobody for keeping quiet.
        for event in json.loads(team.run("show", "D-1", "--proof").stdout)["history"]:
            holds("consulted" in event["detail"] if event["what"] == "invited" else True, event)


def story_who_writes_is_not_invited():
    with Team() as team:
        mails, asks = opened(team, RUNNERS.format("Consulted: priya\n"), ("jonas", "priya"))
        say(team, asks, "priya", "Where would they run?", TUESDAY)
        equal(invited(mails + team.until(TUESDAY, FRIDAY, 60)), [])


def story_before_the_final_comments():
    """A method without a deadline asks those who are silent after two days, before the last round."""
    with Team(rules=shipped("rust-fcp.rules")) as team:
        team.mail("maria", "[RFC] Traits", "As written.\n", MONDAY, cc=("jonas", "priya", "tom", "li"))
        mails = team.until(MONDAY, "2026-03-03T11:00:00Z", 60)
        asks = {mail.to: mail for mail in mails if mail.kind == "ask"}
        say(team, asks, "jonas", "agree", TUESDAY)
        mails += team.until(TUESDAY, FRIDAY, 60)
        equal(sorted(mail.to for mail in invited(mails)), ["li", "priya", "tom"])
        invitation = only(invited(mails), to="priya")
        contains(invitation.text, "| agree")
        say(team, {"priya": invitation}, "priya", "agree", "2026-03-09T08:00:00Z")
        equal([p["person"] for p in team.show("D-1")["positions"]], ["jonas", "priya"])
