"""Status updates and the digest."""
from moot import Team, contains, equal, holds, none, only

MONDAY = "2026-03-02T09:00:00Z"


def week(team):
    team.mail("priya", "[STATUS:apollo] week 10", "Health: amber\nBlocked: waiting for the audit\n\n"
              "Login is done, payments are not.\n", MONDAY)
    team.mail("jonas", "[STATUS:zeus] week 10", "Health: green\n\nAll on track.\n", MONDAY)
    team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nWhy not.\n", MONDAY,
              cc=("jonas", "priya", "li"))
    team.once(MONDAY)


def story_status_disturbs_nobody():
    with Team() as team:
        team.mail("priya", "[STATUS:apollo] week 10", "Health: amber\n\nLogin is done.\n", MONDAY)
        mails = team.once(MONDAY)
        equal([m.to for m in mails], ["priya"])
        shown = team.show("S-1")
        equal((shown["state"], shown["project"]), ("recorded", "apollo"))


def story_weekly_on_monday_local():
    with Team() as team:
        week(team)
        none(team.once("2026-03-08T19:59:00Z"), "digest")
        # Monday 09:00 in Auckland is Sunday 20:00 UTC.
        digest = only(team.once("2026-03-08T20:00:00Z"), "digest", "li")
        contains(digest.text, "Move CI")
        contains(digest.text, "apollo")
        contains(digest.text, "amber")
        equal(digest.mail["Precedence"], "bulk")
        holds(digest.mail["List-Id"] and digest.mail["List-Unsubscribe"])
        contains(digest.html, "Move CI")
        none(team.once("2026-03-08T20:30:00Z"), "digest")
        only(team.once("2026-03-09T03:30:00Z"), "digest", "priya")
        only(team.once("2026-03-09T08:00:00Z"), "digest", "jonas")


def story_daily():
    with Team(person_extra={"jonas": 'digest = "daily 09:30"'}) as team:
        week(team)
        none(team.once("2026-03-03T08:29:00Z"), "digest")
        only(team.once("2026-03-03T08:30:00Z"), "digest", "jonas")


def story_answered_by_line():
    with Team() as team:
        week(team)
        digest = only(team.once("2026-03-08T20:00:00Z"), "digest", "li")
        line = [row for row in digest.text.splitlines() if "D-1" in row][0].strip().split(".")[0]
        team.reply("li", digest, f"{line}: agree", "2026-03-08T20:10:00Z")
        transcript = only(team.once("2026-03-08T20:10:00Z"), "transcript", "li")
        contains(transcript.text, "agree")
        positions = [p for p in team.show("D-1")["positions"] if p["person"] == "li"]
        equal(positions[0]["position"], "agree")


def story_after_downtime_once():
    with Team() as team:
        week(team)
        mails = team.once("2026-03-11T09:00:00Z")
        equal(len([m for m in mails if m.kind == "digest" and m.to == "jonas"]), 1)
        none(team.once("2026-03-11T10:00:00Z"), "digest")


def story_numbered_lines_to_what_has_no_lines():
    """`3: agree` is for a digest. To one proposal it is no vote on the whole of it, and its writer is asked;
    to a question the numbers are those of the answer."""
    for text, told in (("1: yes\n2: no", "unclear, so not counted"), ("3: agree", "unclear, so not counted"),
                       ("1) agree\n2) why so?", "unclear, so not counted"), ("1: object: too dear", "unclear, so not counted"),
                       ("2: delegate tom", 'what you answer has no numbered lines; did you mean "delegate tom"?')):
        with Team() as team:
            team.mail("maria", "[DECISION] Runners", "Owner: maria\nDeciders: jonas\n\n1. Buy them.\n2. Run them.\n", MONDAY)
            ask = only(team.once(MONDAY), "ask", "jonas")
            team.reply("jonas", ask, text)
            mails = team.once("2026-03-02T10:00:00Z")
            equal((text, [mail.to for mail in mails]), (text, ["jonas"]))
            contains(only(mails, "transcript", "jonas").text, told)
            equal((text, team.show("D-1")["positions"]), (text, []))
            team.reply("jonas", ask, "agree", "2026-03-02T11:00:00Z")
            team.once("2026-03-02T11:00:00Z")
            equal([p["position"] for p in team.show("D-1")["positions"]], ["agree"])
    for text in ("1: done\n2: read it, too", "1) done, see the log\n2) soon", "1: yes\n2: no"):
        with Team() as team:
            team.mail("maria", "[QUESTION] How far?", "Owner: jonas\n\n1. Deployed?\n2. Read?\n", MONDAY)
            team.reply("jonas", only(team.once(MONDAY), "ask", "jonas"), text)
            only(team.once("2026-03-02T12:30:00Z"), "outcome", "maria")
            item = team.show("Q-1")
            equal((item["state"], item["outcome"]["decision"]), ("answered", text))
