"""People go away, say so or let their mail programs say so, and come back."""
from moot import Team, contains, equal, only

MONDAY = "2026-03-02T09:00:00Z"


def asked(team, at=MONDAY, owner="jonas"):
    team.mail("maria", "[QUESTION] May backups lie in Frankfurt?", f"Owner: {owner}\n\nMay they?\n", at)
    return only(team.once(at), "ask", owner)


def due(team):
    return team.show("Q-1")["clocks"][0]["due"]


def away(team, who, text, at, body=""):
    """Written from a new mail, and so confirmed by one reply."""
    team.mail(who, f"[AWAY] {text}", body, at)
    confirm = only(team.once(at), "answer", who)
    team.reply(who, confirm, "confirm", at)
    return team.once(at)


def story_absence_moves_the_clock():
    """Two working days of Jonas's, of which he is away one."""
    with Team() as team:
        asked(team)
        equal(due(team), "2026-03-04T09:00:00Z")
        answer = only(away(team, "jonas", "2026-03-03", "2026-03-02T10:00:00Z"), "transcript", "jonas")
        contains(answer.text, "from Tue 2026-03-03 00:00 Europe/Berlin until Wed 2026-03-04 00:00 Europe/Berlin")
        equal(due(team), "2026-03-05T09:00:00Z")
        contains(team.run("why", "Q-1").stdout, "jonas is away: due Thu 2026-03-05 10:00 Europe/Berlin, before Wed 2026-03-04 10:00")
        mails = team.until("2026-03-02T11:00:00Z", "2026-03-05T09:00:00Z", 60)
        equal([m.kind for m in mails if m.to == "jonas" and m.item], ["reminder", "warning", "breach"])
        contains(team.run("why", "Q-1").stdout, "away: by mail")


def story_absence_ends_early():
    with Team() as team:
        ask = asked(team)
        team.reply("jonas", ask, "away until 2026-03-08", "2026-03-02T10:00:00Z")
        contains(only(team.once("2026-03-02T10:00:00Z"), "transcript", "jonas").text, "your clocks wait")
        equal(due(team), "2026-03-10T09:00:00Z")
        team.reply("jonas", ask, "back", "2026-03-03T08:00:00Z")
        contains(only(team.once("2026-03-03T08:00:00Z"), "transcript", "jonas").text, "welcome back")
        equal(due(team), "2026-03-04T09:00:00Z")


def story_absence_with_delegate():
    """Who is asked while away is not: the one who stands in is, and is told why."""
    with Team() as team:
        away(team, "jonas", "until 17 Mar, delegate priya", MONDAY)
        team.mail("maria", "[QUESTION] May backups lie in Frankfurt?", "Owner: jonas\n\nMay they?\n", MONDAY)
        mails = team.once(MONDAY)
        contains(only(mails, "ask", "priya").text, "instead of Jonas Weber, who is away")
        contains(only(mails, "receipt", "maria").text, "Jonas Weber is away; Priya Nair is asked")
        equal(team.show("Q-1")["owner"], "priya")


def story_absence_chain_and_circle():
    """Jonas names Priya, who is away and names Li; Li naming Jonas helps nobody."""
    with Team() as team:
        away(team, "li", "until 2026-03-09", MONDAY)
        away(team, "priya", "until 2026-03-09", MONDAY)
        team.mail("jonas", "[AWAY] until 2026-03-09, delegate priya", "", MONDAY)
        team.reply("jonas", only(team.once(MONDAY), "answer", "jonas"), "confirm", MONDAY)
        contains(only(team.once(MONDAY), "transcript", "jonas").text, "Priya Nair is away too")
        away(team, "priya", "until 2026-03-09, delegate tom", MONDAY)
        away(team, "jonas", "until 2026-03-09, delegate priya", MONDAY)
        asked_of = team.mail("maria", "[QUESTION] Who?", "Owner: jonas\n\nWho?\n", MONDAY)
        assert asked_of
        only(team.once(MONDAY), "ask", "tom")


def story_absence_that_makes_no_sense():
    with Team() as team:
        ask = asked(team)
        for text, words in (("away until 2026-02-01", "over"), ("away 2026-03-09..2026-03-05", "over before it begins"),
                            ("away until 03/04/2026", "differs by country"), ("away until fri, delegate jonsa", "nobody here is called"),
                            ("away until fri delegate jonas", "is yourself")):
            team.reply("jonas", ask, text, "2026-03-02T10:00:00Z")
            contains(only(team.once("2026-03-02T10:00:00Z"), "transcript", "jonas").text, words)
        equal(due(team), "2026-03-04T09:00:00Z")


def out_of_office(team, ask, who, text, at):
    team.mail(who, "Automatic reply: " + ask.subject, text, at, headers={
        "Auto-Submitted": "auto-replied (vacation)", "In-Reply-To": ask.id, "References": ask.id})
    return team.once(at)


def story_out_of_office_pauses():
    """It answers nothing and pauses three days; confirmed on the return, it was longer."""
    with Team() as team:
        ask = asked(team)
        equal(out_of_office(team, ask, "jonas", "I am on holiday until 10 March. For urgent things write to Tom.\n",
                            "2026-03-02T09:01:00Z"), [])
        equal(team.show("Q-1")["state"], "open")
        equal(due(team), "2026-03-06T09:00:00Z")
        mails = team.until("2026-03-02T10:00:00Z", "2026-03-05T11:00:00Z", 60)
        asked_back = only(mails, "checkin", "jonas")
        contains(asked_back.text, "until Wed 2026-03-11 00:00 Europe/Berlin")
        address, subject, body = asked_back.button("away until 2026-03-10")
        team.mail("jonas", subject, body, "2026-03-05T11:05:00Z", to=address)
        contains(only(team.once("2026-03-05T11:05:00Z"), "transcript", "jonas").text, "until Wed 2026-03-11 00:00")
        equal(due(team) > "2026-03-10", True)


def story_out_of_office_of_a_forger():
    """Three days at most, and only of the clocks of the one it comes from."""
    with Team() as team:
        ask = asked(team)
        out_of_office(team, ask, "priya", "Out of office until 2026-08-01\n", "2026-03-02T09:01:00Z")
        equal(due(team), "2026-03-04T09:00:00Z")


def story_absence_configured():
    with Team(person_extra={"jonas": 'absences = {"2026-03-03..2026-03-03 delegate tom"}'}) as team:
        asked(team)
        equal(due(team), "2026-03-05T09:00:00Z")
    with Team(person_extra={"jonas": 'absences = {"next week"}'}) as team:
        done = team.run("check", check=False)
        equal(done.returncode, 3)
        contains(done.stderr, "'next week' is no day; write YEAR-MONTH-DAY")


def story_absence_hands_over_and_back():
    """What runs goes to the delegate, who reads why, and comes back with its owner; nothing of it lingers."""
    with Team() as team:
        asked(team)
        answer = only(away(team, "jonas", "2026-03-03..2026-03-05, delegate priya", "2026-03-02T10:00:00Z"), "transcript", "jonas")
        contains(answer.text, "Priya Nair stands in")
        contains(answer.text, "[Q-1] May backups lie in Frankfurt? is now due")
        mails = team.until("2026-03-02T11:00:00Z", "2026-03-03T12:00:00Z", 60)
        ask = only(mails, "ask", "priya")
        contains(ask.text, "instead of Jonas Weber, who is away")
        equal(team.show("Q-1")["owner"], "priya")
        mails = team.until("2026-03-03T13:00:00Z", "2026-03-06T09:00:00Z", 60)
        equal(team.show("Q-1")["owner"], "jonas")
        equal("stands_in_for" in team.show("Q-1")["details"], False)
        contains(only(mails, "report", "priya").text, "Jonas Weber is back")
        back = [m for m in mails if m.to == "jonas" and "welcome back" in m.subject]
        equal(len(back), 1)
        contains(back[0].text, "Priya Nair stood in for you")
        contains(back[0].text, "1. [Q-1] May backups lie in Frankfurt?")
        team.reply("jonas", back[0], "1: answer: They may.", "2026-03-06T09:10:00Z")
        only(team.once("2026-03-06T09:10:00Z"), "transcript", "jonas")
        equal(team.show("Q-1")["state"], "answered")
        contains(team.run("why", "Q-1").stdout, "jonas is back; it is theirs again")


def story_absence_that_the_rule_lets_wait():
    rules = 'rule "question" {\n tags = {"QUESTION"}\n opens = question\n respond = "2wd"\n away = pause\n}\n'
    with Team(rules=rules) as team:
        asked(team)
        away(team, "jonas", "2026-03-03..2026-03-05, delegate priya", "2026-03-02T10:00:00Z")
        mails = team.until("2026-03-02T11:00:00Z", "2026-03-04T12:00:00Z", 60)
        equal([m for m in mails if m.to == "priya" and m.item], [])
        equal(due(team), "2026-03-09T09:00:00Z")
        team.mail("maria", "[QUESTION] And this?", "Owner: jonas\n\nThis?\n", "2026-03-04T13:00:00Z")
        team.once("2026-03-04T13:00:00Z")
        equal(team.show("Q-2")["owner"], "jonas")


def story_absence_back_early_hears_what_waited():
    with Team() as team:
        away(team, "jonas", "until 2026-03-13, delegate priya", MONDAY)
        asked(team, "2026-03-02T10:00:00Z", "priya")
        team.mail("maria", "[QUESTION] For Jonas?", "Owner: jonas\n\nThis?\n", "2026-03-02T10:05:00Z")
        team.once("2026-03-02T10:05:00Z")
        equal(team.show("Q-2")["owner"], "priya")
        team.mail("jonas", "[BACK]", "", "2026-03-03T09:00:00Z")
        team.reply("jonas", only(team.once("2026-03-03T09:00:00Z"), "answer", "jonas"), "confirm", "2026-03-03T09:00:00Z")
        mails = team.once("2026-03-03T09:00:00Z")
        contains(only(mails, "transcript", "jonas").text, "welcome back")
        contains(only(mails, "digest", "jonas").text, "[Q-2] For Jonas?")
        equal(team.show("Q-2")["owner"], "jonas")
        equal(team.show("Q-1")["owner"], "priya")
        equal([m for m in team.until("2026-03-03T10:00:00Z", "2026-03-16T10:00:00Z", 240) if "welcome back" in m.subject], [])


def story_absence_by_the_operator():
    with Team() as team:
        asked(team)
        done = team.run("people", "away", "jonas", "2026-03-03", "--now", MONDAY)
        contains(done.stdout, "jonas is away until Wed 2026-03-04 00:00 Europe/Berlin")
        equal(due(team), "2026-03-05T09:00:00Z")
        contains(team.run("people", "--now", "2026-03-03T09:00:00Z").stdout, "until Wed 4 Mar 00:00 (by the operator)")
        row = [p for p in team.json("people", "--now", "2026-03-03T09:00:00Z") if p["id"] == "jonas"][0]
        equal((row["away"]["until"], row["away"]["source"]), ("2026-03-03T23:00:00Z", "by the operator"))
        for words, why in ((["away", "jonas", "2026-02-01..2026-02-03"], "write '2027-02-01..2027-02-03'"),
                           (["away", "jonas", "until", "fri", "delegate", "jonas"], "cannot stand in for themselves"),
                           (["away", "jonsa", "fri"], "nobody is called 'jonsa'; near: jonas")):
            done = team.run("people", *words, "--now", MONDAY, check=False)
            equal(done.returncode, 1)
            contains(done.stderr, why)
        team.run("people", "back", "jonas", "--now", "2026-03-03T08:00:00Z")
        equal(due(team), "2026-03-04T09:00:00Z")


def story_absence_with_the_line_to_send():
    with Team() as team:
        ask = asked(team)
        for text, line in (("away until 2026-02-01", 'write "away until 2027-02-01"'),
                           ("away 2026-03-09..2026-03-05 delegate li", '"away 2026-03-05..2026-03-09 delegate li"'),
                           ("away 2026-01-05..2026-01-09", 'write "away 2027-01-05..2027-01-09"')):
            team.reply("jonas", ask, text, "2026-03-02T10:00:00Z")
            contains(only(team.once("2026-03-02T10:00:00Z"), "transcript", "jonas").text, line)


def story_absence_circle_is_refused():
    with Team() as team:
        away(team, "priya", "until 2026-03-09, delegate jonas", MONDAY)
        answer = only(away(team, "jonas", "until 2026-03-09, delegate priya", MONDAY), "transcript", "jonas")
        contains(answer.text, "and has named you")


def calendar(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//"]
    for i, more in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{i}@test", "DTSTAMP:20260101T000000Z", *more, "END:VEVENT"]
    return "\r\n".join(lines + ["END:VCALENDAR", ""])


def story_absence_by_calendar():
    """Read again when it changes; what it takes back is taken back; only what is meant counts."""
    with Team(person_extra={"jonas": 'absences = {"jonas.ics", "2026-05-04"}'}) as team:
        path = team.folder + "/jonas.ics"

        def write(*events):
            with open(path, "w", encoding="utf-8") as file:
                file.write(calendar(*events))

        write(["SUMMARY:Long ago", "DTSTART;VALUE=DATE:20250303"])
        asked(team)
        equal(due(team), "2026-03-04T09:00:00Z")
        write(["SUMMARY:Skiing", "DTSTART;VALUE=DATE:20260303", "DTEND;VALUE=DATE:20260304"],
              ["SUMMARY:Not", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20260305", "DTEND;VALUE=DATE:20260309"])
        team.once("2026-03-02T10:00:00Z")
        equal(due(team), "2026-03-05T09:00:00Z")
        contains(team.run("why", "Q-1").stdout, "the calendar of jonas has changed")
        write(["SUMMARY:Dentist", "DTSTART;TZID=Europe/Berlin:20260303T090000", "DTEND;TZID=Europe/Berlin:20260303T130000"])
        team.once("2026-03-02T10:30:00Z")
        equal([row["from"] for row in absences(team, "jonas")][:1], ["2026-03-03T08:00:00Z"])
        write(["SUMMARY:Free Fridays", "DTSTART;VALUE=DATE:20260306", "RRULE:FREQ=WEEKLY", "EXDATE;VALUE=DATE:20260313"])
        team.once("2026-03-02T11:00:00Z")
        starts = [row["from"] for row in absences(team, "jonas") if row["source"] == "calendar"]
        equal(starts[:2], ["2026-03-05T23:00:00Z", "2026-03-19T23:00:00Z"])
        # One that cannot be read leaves what was known.
        with open(path, "w", encoding="utf-8") as file:
            file.write("moved to another server")
        team.run("once", "--now", "2026-03-02T12:00:00Z", check=False)
        done = team.run("check", check=False)
        contains(done.stderr, "is no calendar")


def absences(team, who):
    return [p for p in team.json("people", "--now", "2026-03-02T12:00:00Z") if p["id"] == who][0]["absences"]


def story_absence_by_calendar_of_all():
    """Attendees are away, not who enters it for them; who says they are back is back."""
    with Team(extra="", env=None) as team:
        path = team.folder + "/all.ics"
        with open(team.config, encoding="utf-8") as file:
            text = file.read()
        with open(team.config, "w", encoding="utf-8") as file:
            file.write(text.replace('operator = "tom"', 'operator = "tom"\n  absences = {"all.ics"}'))
        with open(path, "w", encoding="utf-8") as file:
            file.write(calendar(["SUMMARY:Leave", "ORGANIZER:mailto:tom@acme.example", "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Jonas@acme.example",
                                 "ATTENDEE;PARTSTAT=DECLINED:mailto:priya@acme.example", "DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260304"],
                                ["SUMMARY:Own", "ORGANIZER:mailto:li@acme.example", "DTSTART:20260310T010000Z", "DTEND:20260310T050000Z"],
                                ["SUMMARY:Broken", "DTSTART;VALUE=DATE:20261399"]))
        contains(team.run("check").stderr + team.run("check").stdout, "all.ics:26: event 'Broken': its start is no day that exists")
        asked(team, owner="tom")
        away_now = {p["id"]: p["away"] and p["away"]["until"] for p in team.json("people", "--now", MONDAY)}
        equal({who for who, until in away_now.items() if until}, {"jonas"})
        team.run("people", "back", "jonas", "--now", "2026-03-03T09:00:00Z")
        team.once("2026-03-03T10:00:00Z")
        equal([p["away"] for p in team.json("people", "--now", "2026-03-03T10:00:00Z") if p["id"] == "jonas"], [None])
