"""Response times of many: by tag and project, to the second; nobody by name or by difference; and the report of a month."""
import json
import re

from moot import Team, contains, equal, holds, none, only

OWNERS = ("ann", "ben", "cora", "dan", "eva", "finn")
PEOPLE = {who: (f"{who.title()} Example", "Europe/Berlin", "") for who in (*OWNERS, "tom", "ute")}
NINE = "2026-03-02T08:00:00Z"  # nine o'clock in Berlin, on a Monday
# Working hours from nine on Monday: 1, 2, 4, 8 and a half, 8 (in the evening), 17 (late, by a norm of two days).
ANSWERS = (("ann", "2026-03-02T09:00:00Z", 1), ("ben", "2026-03-02T10:00:00Z", 2), ("cora", "2026-03-02T12:00:00Z", 4),
           ("eva", "2026-03-02T19:00:00Z", 8), ("dan", "2026-03-03T08:30:00Z", 8.5), ("finn", "2026-03-04T09:00:00Z", 17))
THEN = "2026-03-13T12:00:00Z"


def ask(team, who, tag="QUESTION", at=NINE, asker="tom"):
    team.mail(asker, f"[{tag}] What of {who}?", f"Owner: {who}\n\nDo you know?\n", at)
    return only(team.once(at), "ask", who)


def play(team, tag="QUESTION", answers=ANSWERS):
    asks = {who: ask(team, who, tag) for who, _, _ in answers}
    for who, at, _ in answers:
        team.reply(who, asks[who], "It is so.", at)
        team.once(at)


def group(stats, by, name, clock="first-response"):
    found = [one for one in stats["groups"] if (one["by"], one["name"], one["clock"]) == (by, name, clock)]
    return found[0] if found else None


def story_stats_to_the_second():
    with Team(people=PEOPLE) as team:
        play(team, "QUESTION:apollo")
        stats = team.json("stats", "--since", "2026-03-01", "--now", THEN)
        equal((stats["since"], stats["until"], stats["people_min"], stats["hidden"]),
              ("2026-02-28T23:00:00Z", THEN, 5, 0))
        for by, name in (("tag", "QUESTION"), ("project", "apollo")):
            one = group(stats, by, name)
            equal((one["count"], one["people"], one["median_seconds"], one["p90_seconds"]), (6, 6, 4 * 3600, 17 * 3600))
            equal((one["norm"], one["proposed_norm"], one["time"]), ("2wd", "2wd 4wh", "working"))
            holds(abs(one["within_norm"] - 5 / 6) < 1e-9 and abs(one["outside_hours"] - 1 / 6) < 1e-9, one)
        equal(stats["weeks"], [{"week": "2026-02-23", "opened": 0, "answered": 0, "open": 0},
                               {"week": "2026-03-02", "opened": 6, "answered": 6, "open": 0},
                               {"week": "2026-03-09", "opened": 0, "answered": 0, "open": 0}])
        # From Tuesday on there are two answers, of two people.
        later = team.json("stats", "--since", "2026-03-03", "--now", THEN)
        equal((later["groups"], later["hidden"]), ([], 2))
        equal(later["weeks"][0]["answered"], 2)
        text = team.run("stats", "--since", "2026-03-01", "--now", THEN).stdout
        for part in ("QUESTION  first-response", "6 answers of 6 people", "4 h 00 min  ███████▌", "17 h 00 min  " + "█" * 32, "83 %", "17 %",
                     "proposed 2wd 4wh", "by nearest rank", "BY PROJECT"):
            contains(text, part)
        holds(all(len(line) <= 80 for line in text.splitlines()), text)
        holds("\033" not in text)
        for out in (text, json.dumps(stats)):
            holds(not re.search(r"\b(%s)\b|@" % "|".join(PEOPLE), out.lower()), out)


def story_stats_four_are_too_few():
    with Team(people=PEOPLE) as team:
        play(team, answers=ANSWERS[:4])
        stats = team.json("stats", "--now", THEN)
        equal((stats["groups"], stats["hidden"]), ([], 1))
        contains(team.run("stats", "--now", THEN).stdout, "1 here")
        # One who answers much is no group either.
        for hour in range(10, 13):
            at = f"2026-03-05T{hour}:00:00Z"
            team.reply("ann", ask(team, "ann", at=at), "It is so.", at)
            team.once(at)
        equal(team.json("stats", "--now", THEN)["groups"], [])


def story_stats_no_difference():
    """Six in one tag, one in another, all in one project: of tag and project only one may be shown."""
    with Team(people=PEOPLE) as team:
        play(team, "QUESTION:apollo")
        at = "2026-03-05T10:00:00Z"
        team.reply("ute", ask(team, "ute", "ASK:apollo", at), "It is so.", at)
        team.once(at)
        stats = team.json("stats", "--now", THEN)
        equal([(one["by"], one["name"], one["count"]) for one in stats["groups"]], [("project", "apollo", 7)])
        equal(stats["hidden"], 2)


def story_stats_what_is_no_answer():
    """Who takes a question back, and who asks it, answered nothing; an earlier round counts."""
    rules = 'norm "all" { tags = {"QUESTION"} update = "1wd" resolve = "5wd" }\n'
    with Team(people=PEOPLE, rules=rules) as team:
        play(team)
        team.mail("tom", "[QUESTION] What of ute?", "Owner: ute\n\nDo you know?\n", NINE)
        receipt = only(team.once(NINE), "receipt", "tom")
        late = "2026-03-06T10:00:00Z"
        team.once(late)  # breached
        team.reply("tom", receipt, "withdraw", late)
        team.once(late)
        equal(team.show("Q-7")["state"], "withdrawn")
        stats = team.json("stats", "--now", THEN)
        equal([(one["clock"], one["count"]) for one in stats["groups"]], [("first-response", 6), ("resolution", 6)])
        equal(group(stats, "tag", "QUESTION", "resolution")["norm"], "5wd")
        equal(stats["weeks"][-2], {"week": "2026-03-02", "opened": 7, "answered": 6, "open": 0})


def story_stats_acknowledged():
    """Calls are answered by the clock on the wall."""
    extra = 'policy "default" { step { after = "0m" notify = {"ann", "ben", "cora", "dan", "eva"} } repeat = 1 acknowledged-for = "60m" }'
    with Team(people=PEOPLE, extra=extra) as team:
        for minute, who in enumerate(OWNERS[:5], 1):
            at = f"2026-03-0{minute + 1}T22:00:00Z"
            team.mail("tom", f"[URGENT] Down again {minute}", "All is dark.\n", at)
            team.once(at)
            mails = team.once(f"2026-03-0{minute + 1}T22:01:30Z")
            then = f"2026-03-0{minute + 1}T22:0{minute + 1}:05Z"
            team.reply(who, only(mails, "escalation", who), "ack", then)
            team.once(then)
        one = group(team.json("stats", "--now", THEN), "tag", "URGENT", "acknowledge")
        equal((one["count"], one["time"], one["median_seconds"], one["p90_seconds"]), (5, "clock", 245, 365))
        equal((one["within_norm"], one["norm"], one["proposed_norm"], one["outside_hours"]), (None, None, "15m", 1.0))


def story_stats_bad_since():
    with Team(people=PEOPLE) as team:
        team.once(NINE)
        for since, words in (("next week", "is no day to look back to; write a date such as 2026-02-11"),
                             ("2026-04-01", "is not over yet"), ("fri", "write a date such as"), ("3/2/2026", "write a date such as")):
            done = team.run("stats", "--since", since, "--now", THEN, check=False)
            equal(done.returncode, 2)
            contains(done.stderr, words)
            equal(done.stdout, "")
        equal(team.run("stats", "someone", check=False).returncode, 2)
        equal(team.json("stats", "--since", "2026-03-01T00:00:00Z", "--now", THEN)["since"], "2026-03-01T00:00:00Z")
        equal(team.json("stats", "--since", "30d", "--now", THEN)["since"], "2026-02-11T12:00:00Z")
        contains(team.run("stats", "--now", THEN).stdout, "LOAD PER WEEK")


# ---- the report of a month -----------------------------------------------------

def reports(mails):
    return sorted(m.to for m in mails if m.kind == "report" and "response times" in m.subject)


def readers(team, words):
    with open(team.config, encoding="utf-8") as file:
        text = file.read()
    with open(team.config, "w", encoding="utf-8") as file:
        file.write(text.replace('  operator = "tom"', f'  operator = "tom"\n  report = {words}'))


def story_stats_report_of_a_month():
    """On the first working day at nine, once; not if there is nothing to show."""
    with Team(people=PEOPLE) as team:
        play(team, "QUESTION:apollo")
        equal(reports(team.until("2026-03-30T10:00:00Z", "2026-04-01T06:30:00Z", 180)), [])
        told = only([m for m in team.once("2026-04-01T07:00:00Z") if m.kind == "report"], "report", "tom")
        equal(told.subject, "acme: response times of 2026-03")
        for part in ("QUESTION, first-response: 6 answers of 6 people", "half within    4 h 00 min  ██████▌",
                     "90 % within   17 h 00 min  " + "█" * 28, "in time 83 %, outside hours 17 %; norm 2wd, proposed 2wd 4wh",
                     "By project", "2026-03-02: 6 asked, 6 answered, 0 open"):
            contains(told.text, part)
        for part in ("<b>apollo</b>", 'width="23%"', "bgcolor", "17 h 00 min"):
            contains(told.html, part)
        holds(not re.search(r"\b(%s)\b" % "|".join(OWNERS), (told.text + told.html).lower()), told.text)
        equal(reports(team.until("2026-04-01T07:30:00Z", "2026-04-02T12:00:00Z", 180)), [])
        # In April nobody asked anything.
        equal(reports(team.until("2026-05-01T06:00:00Z", "2026-05-05T12:00:00Z", 180)), [])


def story_stats_report_after_downtime():
    """Three weeks late, on a Saturday: on Monday, once."""
    with Team(people=PEOPLE) as team:
        play(team)
        mails = team.until("2026-04-18T10:00:00Z", "2026-04-21T12:00:00Z", 60)
        equal(reports(mails), ["tom"])
        equal(reports(team.until("2026-05-01T06:00:00Z", "2026-05-04T12:00:00Z", 180)), [])


def story_stats_report_readers():
    everyone = 'group "leads" { members = {"ann", "ben"} }'
    with Team(people=PEOPLE, extra=everyone) as team:
        readers(team, '{"group:leads", "ute", "ann"}')
        play(team)
        equal(reports(team.once("2026-04-01T08:00:00Z")), ["ann", "ben", "ute"])
        equal(reports(team.once("2026-04-02T08:00:00Z")), [])
    with Team(people=PEOPLE) as team:
        readers(team, "{}")
        play(team)
        equal(reports(team.once("2026-04-01T08:00:00Z")), [])
    with Team(people=PEOPLE) as team:
        readers(team, '{"amn"}')
        done = team.run("check", check=False)
        equal(done.returncode, 3)
        contains(done.stderr, "acme.conf:6: report: nobody declared 'amn'; near: ann")


def story_stats_report_needs_five():
    with Team(people=PEOPLE) as team:
        play(team, answers=ANSWERS[:4])
        equal(reports(team.once("2026-04-01T08:00:00Z")), [])


# ---- what the receipt says -----------------------------------------------------

def story_stats_receipt_says_when():
    """By when such questions are usually answered, on the asker's own clock: of the owner's hours, as the days before were."""
    people = dict(PEOPLE, raj=("Raj Example", "Asia/Kolkata", ""))
    with Team(people=people) as team:
        play(team)
        # Monday at eight in Berlin: from nine on, 4 hours are one o'clock, 17 hours Wednesday at ten.
        at = "2026-03-09T07:00:00Z"
        team.mail("raj", "[QUESTION] What of ute?", "Owner: ute\n\nDo you know?\n", at)
        receipt = only(team.once(at), "receipt", "raj")
        for text in (receipt.text, receipt.html):
            contains(" ".join(text.split()), "Such questions usually have a first word by Wed 2026-03-11 14:30 Asia/Kolkata, "
                                             "half of them by Mon 2026-03-09 17:30 Asia/Kolkata.")
        # Of another tag nobody knows.
        team.mail("raj", "[ASK] And else?", "Owner: ute\n\nDo you know?\n", at)
        holds("usually" not in only(team.once(at), "receipt", "raj").text)


def story_stats_receipt_of_four_says_nothing():
    with Team(people=PEOPLE) as team:
        play(team, answers=ANSWERS[:4])
        at = "2026-03-09T07:00:00Z"
        team.mail("tom", "[QUESTION] What of ute?", "Owner: ute\n\nDo you know?\n", at)
        holds("usually" not in only(team.once(at), "receipt", "tom").text)
