"""People say by mail how they work; the configuration may have the last word."""
import json

from moot import Team, contains, equal, none, only

MONDAY = "2026-03-02T09:00:00Z"


def say(team, who, subject, body="", at=MONDAY):
    """Written from a new mail, and so confirmed by one reply."""
    team.mail(who, subject, body, at)
    team.reply(who, only(team.once(at), "answer", who), "confirm", at)
    return only(team.once(at), "transcript", who)


def person(team, who):
    return [p for p in team.json("people") if p["id"] == who][0]


def story_profile_zone_moves_the_clock():
    """Two working days, now of Auckland, where it is ten in the evening."""
    with Team() as team:
        team.mail("maria", "[QUESTION] Where?", "Owner: jonas\n\nWhere?\n", MONDAY)
        ask = only(team.once(MONDAY), "ask", "jonas")
        equal(team.show("Q-1")["clocks"][0]["due"], "2026-03-04T09:00:00Z")
        answer = say(team, "jonas", "[PROFILE] tz Pacific/Auckland", "hours Mon-Fri 08:00-12:00, 13:00-16:00\n", MONDAY)
        contains(answer.text, "zone: Pacific/Auckland (by your mail of Mon 2026-03-02 10:00 Europe/Berlin)")
        contains(answer.text, "hours: Mon-Fri 08:00-12:00; Mon-Fri 13:00-16:00 (by your mail")
        contains(answer.text, "focus: off (assumed, as nobody said)")
        contains(answer.text, "[Q-1] Where? is now due")
        equal(team.show("Q-1")["clocks"][0]["due"], "2026-03-04T19:00:00Z")
        contains(team.run("why", "Q-1").stdout, "jonas works otherwise")
        row = person(team, "jonas")
        equal((row["zone"]["value"], row["zone"]["source"], row["zone"]["at"]), ("Pacific/Auckland", "mail", MONDAY))
        equal(ask.to, "jonas")


def story_profile_in_any_reply():
    with Team() as team:
        team.mail("maria", "[QUESTION] Where?", "Owner: jonas\n\nWhere?\n", MONDAY)
        ask = only(team.once(MONDAY), "ask", "jonas")
        team.reply("jonas", ask, "focus Mon-Fri 09:00-10:30\ndigest daily 08:30\n!answer: In Frankfurt.", MONDAY)
        answer = only(team.once(MONDAY), "transcript", "jonas")
        contains(answer.text, "focus: Mon-Fri 09:00-10:30 (by your mail")
        contains(answer.text, "digest: daily 08:30 (by your mail")
        equal(team.show("Q-1")["state"], "answered")
        # On any day from then on.
        team.mail("maria", "[QUESTION] And why?", "Owner: jonas\n\nWhy?\n", "2026-03-03T07:00:00Z")
        none(team.once("2026-03-03T07:30:00Z"), "ask", "jonas")
        none(team.once("2026-03-03T08:30:00Z"), "ask", "jonas")
        mails = team.once("2026-03-03T09:30:00Z")
        only(mails, "ask", "jonas")


def story_profile_pinned():
    with Team(person_extra={"jonas": 'pin = {"zone", "hours"}'}) as team:
        answer = say(team, "jonas", "[PROFILE] tz Asia/Kolkata", "slots 09:30, 14:00 and 16:00\n")
        contains(answer.text, "your zone is set by the operator, and stays: Europe/Berlin")
        contains(answer.text, "slots: 09:30 14:00 16:00 (by your mail")
        contains(answer.text, "zone: Europe/Berlin (set by the operator; cannot be changed by mail)")
        equal(person(team, "jonas")["zone"]["value"], "Europe/Berlin")


def story_profile_that_makes_no_sense():
    with Team() as team:
        for lines, words in (("tz Asia/Calcuta", "nobody knows a zone 'Asia/Calcuta'"),
                             ("tz Berlni", "Europe/Berlin"),
                             ("hours Mon-Fri 17:00-09:00", "'Mon-Fri 17:00-09:00' ends before it starts"),
                             ("focus Mon-Fri 08:00-18:00", "there is no working time outside the focus hours"),
                             ("slots 9", None), ("slots 25:00", "slots are written as '09:30 13:00 16:30'"),
                             ("digest yearly", "digest weekly Mon 09:00")):
            answer = say(team, "jonas", "[PROFILE]", lines + "\n")
            if words:
                contains(answer.text, words)
                contains(answer.text, "not everything could be done")
        row = person(team, "jonas")
        equal([row[key]["source"] for key in ("zone", "hours", "focus", "slots", "digest")],
              ["configuration", "assumed", "assumed", "mail", "assumed"])
        answer = say(team, "jonas", "[PROFILE] slots default")
        contains(answer.text, "slots: off (assumed")
        answer = say(team, "jonas", "[PROFILE]")
        contains(answer.text, "You work like this")
        answer = say(team, "jonas", "[PROFILE] I work a lot")
        contains(answer.text, "nothing of this could be read")


def story_profile_mute():
    """Digests and news of what others own stop; asks do not."""
    with Team(person_extra={"li": 'digest = "daily 09:00"'}) as team:
        team.mail("maria", "[DECISION] Own runners", "Deciders: li, jonas\n\nShall we?\n", "2026-03-02T02:00:00Z")
        mails = team.once("2026-03-02T02:00:00Z")
        team.reply("li", only(mails, "ask", "li"), "mute", "2026-03-02T02:10:00Z")
        contains(only(team.once("2026-03-02T02:10:00Z"), "transcript", "li").text, "mute: on (by your mail")
        mails = team.until("2026-03-02T03:00:00Z", "2026-03-05T03:00:00Z", 120)
        none(mails, "digest", "li")
        only(mails, "outcome", "li")
        team.mail("maria", "[QUESTION] Where?", "Owner: li\n\nWhere?\n", "2026-03-05T03:00:00Z")
        ask = only(team.once("2026-03-05T03:00:00Z"), "ask", "li")
        team.reply("li", ask, "unmute", "2026-03-05T03:10:00Z")
        team.once("2026-03-05T03:10:00Z")
        mails = team.until("2026-03-05T04:00:00Z", "2026-03-06T03:00:00Z", 120)
        contains(only(mails, "digest", "li").text, "[D-1]")


def story_profile_digest_off_under_a_digest():
    """The button that mail clients show for a list."""
    with Team(person_extra={"li": 'digest = "daily 09:00"'}) as team:
        team.mail("maria", "[QUESTION] Where?", "Owner: li\n\nWhere?\n", "2026-03-02T02:00:00Z")
        team.once("2026-03-02T02:00:00Z")
        digest = only(team.until("2026-03-02T19:00:00Z", "2026-03-02T21:00:00Z", 60), "digest", "li")
        team.reply("li", digest, "digest off\n1: answer: Here.", "2026-03-02T21:00:00Z")
        contains(only(team.once("2026-03-02T21:00:00Z"), "transcript", "li").text, "digest: off (by your mail")
        equal(team.show("Q-1")["state"], "answered")
        none(team.until("2026-03-03T18:00:00Z", "2026-03-04T22:00:00Z", 120), "digest", "li")


def story_profile_counts_everywhere():
    with Team() as team:
        say(team, "priya", "[PROFILE] tz Europe/Lisbon")
        out = team.run("people").stdout
        contains(out, "Europe/Lisbon")
        equal(person(team, "tom")["zone"]["source"], "configuration")
        row = json.loads(team.run("when", "2026-03-03 10:00", "--for", "priya", "--now", MONDAY, "--json").stdout)
        equal(row["zone"], "Europe/Lisbon")
