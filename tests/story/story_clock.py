"""Clocks: norms by tag, project and person; who satisfies what; pauses; levels; a changed calendar; and the sums."""
import os

from moot import PEOPLE, Team, contains, equal, holds, instant, none, only

MONDAY = "2026-03-02T09:00:00Z"  # ten o'clock in Berlin
OWNER = "Owner: jonas\n\nMay we use the Frankfurt region for backups?\n"
BOSS = {"jonas": 'manager = "tom"'}


def norms(*lines):
    return "\n".join(lines) + "\n"


QUESTION = norms('rule "question" {', '  tags = {"QUESTION", "ASK"}', "  opens = question", '  respond = "1wd"', "  %s", "}")


def ask(team, at=MONDAY, subject="[QUESTION] Frankfurt for backups?", body=OWNER, who="maria"):
    team.mail(who, subject, body, at)
    return only(team.once(at), "ask", "jonas")


def clock(team, name, item="Q-1", now=None):
    shown = team.json("show", item, *(["--now", now] if now else []))
    found = [one for one in shown["clocks"] if one["name"] == name]
    return found[0] if found else None


def say(team, who, to, text, at):
    team.reply(who, to, text, at)
    return team.once(at)


# ---- norms -------------------------------------------------------------------

def story_norm_most_particular_wins():
    """A person is more particular than a project, a project than a tag; each key by itself."""
    rules = norms('norm "asks" { tags = {"ASK"} respond = "1wd" resolve = "5wd" }',
                  'norm "apollo" { projects = {"apollo"} respond = "4wh" }',
                  'norm "jonas" { people = {"jonas"} projects = {"apollo"} respond = "2wh" }')
    with Team(rules=rules) as team:
        for number, (subject, due) in enumerate((("[QUESTION] a", "2026-03-04T09:00:00Z"), ("[ASK] b", "2026-03-03T09:00:00Z"),
                                                 ("[ASK:apollo] c", "2026-03-02T11:00:00Z")), 1):
            ask(team, subject=subject)
            equal(clock(team, "first-response", f"Q-{number}")["due"], due)
        equal(clock(team, "resolution", "Q-1"), None)
        equal(clock(team, "resolution", "Q-3")["due"], "2026-03-09T09:00:00Z")
        team.mail("maria", "[ASK:apollo] d", "Owner: tom\n\nWell?\n", MONDAY)
        team.once(MONDAY)
        equal(clock(team, "first-response", "Q-4")["due"], "2026-03-02T13:00:00Z")


def story_norm_mistakes():
    for rules, words in (
            (norms('norm "a" { tags = {"ASK"} respond = "1wd" }', 'norm "b" { tags = {"ASK", "QUESTION"} respond = "2wd" }'),
             "norm 'b' and norm 'a' ("),
            (norms('norm "a" { people = {"jonas"} respond = "1wd" }', 'norm "b" { people = {"group:it"} respond = "2wd" }'), "both say respond"),
            (norms('norm "a" { respond = "1wd" }'), "fits everything"),
            (norms('norm "a" { tags = {"ASK"} }'), "says nothing"),
            (norms('norm "a" { tags = {"ASK"} respond = "soon" }'), "own.rules:1: respond = 'soon'"),
            (norms('norm "a" { tags = {"ASK"} pause = stop }'), "expected shift, hide or ignore"),
            (norms('norm "a" { people = {"jonsa"} respond = "1wd" }'), "near: jonas"),
            (norms('norm "a" { tags = {"ASK"}', ' level { at = "110%" notify = {"owner"} } }'), "own.rules:2: at = '110%'"),
            (norms('norm "a" { tags = {"ASK"}', ' level { at = "due" } }'), "notifies nobody"),
            (norms('norm "a" { tags = {"ASK"}', ' level { at = "due-2wd" notify = {"owner"} } }'), "as due-4wh"),
            (norms('norm "a" { tags = {"ASK"}', ' level { at = "due" notify = {"owner"} times = 3 } }'), "times without repeat"),
            (norms('norm "a" { tags = {"ASK"} warn = {85, 50} }'), "two that rise"),
            (norms(*(QUESTION % 'remind = {50} level { at = "due" notify = {"owner"} }').splitlines()), "has levels"),
    ):
        with Team(rules=rules, extra='group "it" { members = {"jonas", "tom"} }') as team:
            done = team.run("check", check=False)
            equal(done.returncode, 3)
            contains(done.stderr, words)


# ---- who satisfies what --------------------------------------------------------

def story_clock_not_reset_by_more_messages():
    with Team() as team:
        receipt_due = None
        asked = ask(team)
        receipt_due = clock(team, "first-response")["due"]
        mine = team.mail("maria", "Re: [Q-1] Frankfurt for backups?", "It is rather urgent.\n", "2026-03-02T12:00:00Z")
        told = only(team.once("2026-03-02T12:00:00Z"), "report", "jonas")
        contains(told.text, "It is rather urgent.")
        equal(clock(team, "first-response")["due"], receipt_due)
        equal(clock(team, "first-response")["generation"], 1)
        # Nor do robots and third persons satisfy it.
        team.reply("jonas", asked, "I am away.", "2026-03-02T12:30:00Z", headers={"Auto-Submitted": "auto-replied"})
        team.mail("tom", "Re: [Q-1] Frankfurt for backups?", "I would like to know too.\n", "2026-03-02T13:00:00Z",
                  headers={"In-Reply-To": mine, "References": mine})
        team.once("2026-03-02T13:00:00Z")
        equal(clock(team, "first-response")["state"], "running")


def story_ack_answers_the_first_clock_alone():
    rules = norms('norm "all" { tags = {"QUESTION"} update = "3wd" resolve = "5wd" }')
    with Team(rules=rules) as team:
        asked = ask(team)
        mails = say(team, "jonas", asked, "ack", "2026-03-02T10:00:00Z")
        contains(only(mails, "transcript", "jonas").text, "the answer itself is still owed, by Thu 2026-03-05 11:00")
        equal(team.show("Q-1")["state"], "open")
        equal([clock(team, name)["state"] for name in ("first-response", "update", "resolution")], ["met", "running", "running"])
        say(team, "jonas", asked, "update: the lawyers read it", "2026-03-03T10:00:00Z")
        equal(clock(team, "update")["state"], "met")
        equal(clock(team, "resolution")["state"], "running")
        # The asker's next word starts it again, once.
        team.mail("maria", "Re: [Q-1] Frankfurt for backups?", "And the lawyers?\n", "2026-03-03T12:00:00Z")
        team.once("2026-03-03T12:00:00Z")
        started = clock(team, "update")
        equal((started["state"], started["generation"], started["due"]), ("running", 2, "2026-03-06T12:00:00Z"))
        team.mail("maria", "Re: [Q-1] Frankfurt for backups?", "Hello?\n", "2026-03-03T14:00:00Z")
        team.once("2026-03-03T14:00:00Z")
        equal(clock(team, "update")["due"], "2026-03-06T12:00:00Z")
        say(team, "jonas", asked, "Yes, we may.", "2026-03-04T10:00:00Z")
        equal([clock(team, name)["state"] for name in ("update", "resolution")], ["met", "met"])


def story_ack_by_default_leaves_a_clock():
    with Team() as team:
        asked = ask(team)
        say(team, "jonas", asked, "ack", "2026-03-03T10:00:00Z")
        equal((clock(team, "update")["state"], clock(team, "update")["due"]), ("running", "2026-03-05T10:00:00Z"))


def story_ack_by_others_and_own():
    with Team() as team:
        ask(team)
        for who, words in (("tom", "only the owner"), ("maria", "only the owner")):
            team.mail(who, "Re: [Q-1] Frankfurt for backups?", "!ack\n", "2026-03-02T10:00:00Z")
            mails = team.once("2026-03-02T10:00:00Z")
            if who == "maria":
                confirm = only(mails, "answer", who)
                mails = say(team, who, confirm, "confirm", "2026-03-02T10:00:00Z")
                contains(only(mails, "transcript", who).text, words)
        equal(clock(team, "first-response")["state"], "running")


def story_update_every():
    rules = norms('norm "all" { tags = {"QUESTION"} update = "every 1wd" }')
    with Team(rules=rules) as team:
        asked = ask(team)
        told = only(say(team, "jonas", asked, "update: nothing new", "2026-03-02T13:00:00Z"), "report", "maria")
        contains(told.text, "nothing new")
        equal(clock(team, "update")["due"], "2026-03-03T13:00:00Z")
        say(team, "jonas", asked, "update: still nothing", "2026-03-02T14:00:00Z")
        equal((clock(team, "update")["due"], clock(team, "update")["generation"]), ("2026-03-03T14:00:00Z", 2))


def story_answer_written_in_time_is_in_time():
    """The gateway slept over the due; what was written before it counts."""
    with Team() as team:
        asked = ask(team)
        team.reply("jonas", asked, "Yes.", "2026-03-04T08:30:00Z")
        team.once("2026-03-05T09:00:00Z")
        equal(clock(team, "first-response")["state"], "met")
    with Team() as team:
        asked = ask(team)
        team.reply("jonas", asked, "Yes.", "2026-03-04T09:30:00Z")
        team.once("2026-03-05T09:00:00Z")
        equal(clock(team, "first-response")["state"], "breached")


def story_answer_in_a_mailbox_that_cannot_be_read():
    """Nobody is late before we have looked; but we do not look for ever."""
    for found, state in (("2026-03-05T10:00:00Z", "met"), ("2026-03-05T15:30:00Z", "breached")):
        with Team() as team:
            asked = ask(team)
            team.reply("jonas", asked, "Yes.", "2026-03-04T08:30:00Z")
            inbox = os.path.join(team.folder, "in")
            os.rename(inbox, inbox + ".away")
            for hour in ("2026-03-05T09:00:00Z", "2026-03-05T12:00:00Z"):
                equal(team.run("once", "--now", hour, check=False).returncode, 3)
                equal(clock(team, "first-response")["state"], "running")
                equal([duty["waits_for"] for duty in team.json("why", "Q-1", "--now", hour)["next"] if duty["what"] == "breach"],
                      [[{"mailbox": "async", "since": "2026-03-05T09:00:00Z", "since_local": "Thu 2026-03-05 10:00 Europe/Berlin",
                         "until": "2026-03-05T15:00:00Z", "until_local": "Thu 2026-03-05 16:00 Europe/Berlin"}]])
                told = team.run("why", "Q-1", "--now", hour).stdout
                contains(told, "breach waits for mailbox async, at most until Thu 2026-03-05 16:00")
                equal(told.count("mailbox async cannot be read since Thu"), 1)
            if state == "breached":
                equal(team.run("once", "--now", found, check=False).returncode, 3)
            os.rename(inbox + ".away", inbox)
            team.once(found)
            equal(clock(team, "first-response")["state"], state)
            holds("waits for" not in team.run("why", "Q-1", "--now", found).stdout)


def story_mail_says_once_which_mailbox_cannot_be_read():
    with Team() as team:
        asked = ask(team)
        with open(team.config, "a", encoding="utf-8") as file:
            file.write(f'mailbox "side" {{ server = "maildir:{team.folder}/nowhere" }}\n')
        team.run("once", "--now", "2026-03-05T09:00:00Z", check=False)
        team.reply("maria", asked, "why Q-1", "2026-03-05T09:50:00Z")
        team.run("once", "--now", "2026-03-05T10:00:00Z", check=False)
        answer = only(team.news(), "answer", "maria")
        equal(answer.subject, "Re: [Q-1] Frankfurt for backups?")
        for body in (answer.text, answer.html):
            holds(body.count("waits for mailbox side, at most until Thu 2026-03-05") > 1, body)
            equal(body.count("Mailbox side cannot be read since Thu 2026-03-05"), 1)


def story_nothing_waits_for_ever_for_a_mailbox():
    """A warning that waited for the morning leaves a minute after the first pass that could not look."""
    with Team(person_extra={"jonas": 'digest = "off"'}) as team:
        ask(team)
        team.once("2026-03-03T20:00:00Z")
        holds("warning" in [row["notice"] for row in team.json("queue")], "no warning waits")
        os.rename(os.path.join(team.folder, "in"), os.path.join(team.folder, "away"))
        for hour, kinds in (("2026-03-04T08:00:05Z", []), ("2026-03-04T08:05:00Z", ["warning"])):
            equal(team.run("once", "--now", hour, check=False).returncode, 3)
            equal([m.kind for m in team.news() if m.to == "jonas"], kinds)


def story_breached_stays_breached():
    rules = norms('norm "all" { tags = {"QUESTION"} resolve = "1wd" }')
    with Team(rules=rules) as team:
        asked = ask(team)
        team.once("2026-03-03T09:00:00Z")
        equal(clock(team, "resolution")["state"], "breached")
        say(team, "jonas", asked, "update: soon", "2026-03-03T10:00:00Z")
        equal((clock(team, "resolution")["state"], clock(team, "resolution")["breached"]), ("breached", True))
        say(team, "jonas", asked, "Yes.", "2026-03-03T11:00:00Z")
        equal((clock(team, "resolution")["state"], clock(team, "resolution")["risk"]), ("breached", "failed"))
        outcome = only(team.once("2026-03-03T12:00:00Z"), "outcome", "maria")
        say(team, "maria", outcome, "reopen", "2026-03-03T13:00:00Z")
        again = clock(team, "resolution")
        equal((again["state"], again["generation"], again["due"]), ("running", 2, "2026-03-04T13:00:00Z"))


# ---- pauses ------------------------------------------------------------------------

def story_waiting_shifts_the_due():
    rules = norms('norm "all" { tags = {"QUESTION"} resolve = "2wd" }')
    with Team(rules=rules, person_extra=BOSS) as team:
        asked = ask(team)
        mails = say(team, "jonas", asked, "waiting: which region do you mean?", "2026-03-02T11:00:00Z")
        contains(only(mails, "transcript", "jonas").text, "until Maria Silva writes")
        back = only(team.once("2026-03-02T12:00:00Z"), "ask", "maria")
        contains(back.text, "which region do you mean?")
        equal((clock(team, "resolution")["state"], clock(team, "resolution")["paused"]), ("paused", True))
        equal(team.until("2026-03-02T12:30:00Z", "2026-03-05T12:00:00Z", 120), [])
        equal(team.list("--overdue"), [])
        # Berlin: paused from Monday noon to Thursday two o'clock, 5 + 8 + 8 + 5 hours.
        told = say(team, "maria", back, "Frankfurt am Main.", "2026-03-05T13:00:00Z")
        contains(only(told, "report", "jonas").text, "Frankfurt am Main.")
        after = clock(team, "resolution", now="2026-03-05T13:00:00Z")
        equal((after["state"], after["due"]), ("running", "2026-03-09T11:00:00Z"))
        equal(after["remaining"], 14 * 3600)
        why = team.run("why", "Q-1").stdout
        contains(why, "paused: waits for Maria Silva")
        contains(why, "clock resumed")


def story_pause_hide_has_a_grace():
    """The due stays and is over when the asker writes: four working hours are left, no less."""
    rules = norms('norm "all" { tags = {"QUESTION"} resolve = "2wd" pause = hide }')
    with Team(rules=rules) as team:
        asked = ask(team)
        say(team, "jonas", asked, "waiting: which region?", "2026-03-02T11:00:00Z")
        back = only(team.once("2026-03-02T12:00:00Z"), "ask", "maria")
        team.until("2026-03-03T09:00:00Z", "2026-03-06T09:00:00Z", 720)
        equal((clock(team, "resolution")["state"], team.show("Q-1")["due"]), ("paused", "2026-03-04T09:00:00Z"))
        say(team, "maria", back, "Frankfurt.", "2026-03-06T13:00:00Z")
        equal((clock(team, "resolution")["state"], clock(team, "resolution")["due"]), ("running", "2026-03-09T09:00:00Z"))


def story_pause_ignore_shows_no_due():
    rules = norms('norm "all" { tags = {"QUESTION"} resolve = "4wd" pause = ignore }')
    with Team(rules=rules) as team:
        asked = ask(team)
        say(team, "jonas", asked, "waiting: which region?", "2026-03-02T11:00:00Z")
        back = only(team.once("2026-03-02T12:00:00Z"), "ask", "maria")
        equal(team.show("Q-1")["due"], None)
        say(team, "maria", back, "Frankfurt.", "2026-03-03T13:00:00Z")
        equal(clock(team, "resolution")["due"], "2026-03-06T09:00:00Z")


def story_snooze():
    with Team() as team:
        asked = ask(team)
        contains(only(say(team, "jonas", asked, "snooze 1wd", "2026-03-02T10:00:00Z"), "transcript", "jonas").text,
                 "put off until Tue 2026-03-03 11:00")
        equal([m for m in team.until("2026-03-02T10:30:00Z", "2026-03-03T09:30:00Z", 60) if m.to == "jonas"], [])
        team.once("2026-03-03T10:00:00Z")
        equal((clock(team, "first-response")["state"], clock(team, "first-response")["due"]), ("running", "2026-03-05T09:00:00Z"))
        contains(only(say(team, "jonas", asked, "snooze 9wd", "2026-03-03T11:00:00Z"), "transcript", "jonas").text, "for 5wd in all")
    with Team(rules=QUESTION % "") as team:
        asked = ask(team)
        contains(only(say(team, "jonas", asked, "snooze 1wd", "2026-03-02T10:00:00Z"), "transcript", "jonas").text, "cannot be put off")


# ---- reminders -----------------------------------------------------------------------

LEVELS = QUESTION % """level { at = "50%" notify = {"owner"} }
  level { at = "due" notify = {"owner", "manager"} }
  level { at = "due+1wd" notify = {"group:it", "sender"} repeat = "1wd" times = 2 }"""
IT = 'group "it" { members = {"li"} }'


def story_levels():
    with Team(rules=LEVELS, extra=IT, person_extra=BOSS) as team:
        ask(team)
        mails = team.until("2026-03-02T10:00:00Z", "2026-03-10T12:00:00Z", 60)
        told = [(m.kind, m.to) for m in mails if m.kind in ("reminder", "warning", "breach")]
        equal(sorted(told), sorted([("reminder", "jonas"), ("breach", "jonas"), ("breach", "tom")] + 3 * [("breach", "li")]
                                   + 3 * [("breach", "maria")]))
        contains([m for m in mails if m.to == "li" and m.kind == "breach"][-1].text, "This is said again (2)")


def story_levels_collapse_after_downtime():
    """Three levels fall due while nothing runs; each person hears of their highest, with a word of the others."""
    with Team(rules=LEVELS, extra=IT, person_extra=BOSS) as team:
        ask(team)
        mails = team.until("2026-03-05T12:00:00Z", "2026-03-05T23:00:00Z", 60)
        told = [(m.kind, m.to) for m in mails if m.kind in ("reminder", "warning", "breach")]
        equal(sorted(told), [("breach", "jonas"), ("breach", "li"), ("breach", "maria"), ("breach", "tom")])
        contains(only(mails, "breach", "jonas").text, "which were to come at 50%")
        contains(team.run("why", "Q-1").stdout, "hear of it with the next level")


def story_nobody_who_answered_is_reminded():
    """The reminder was queued for the morning; the answer came at night."""
    with Team(rules=QUESTION % "remind = {95}", person_extra={"jonas": 'slots = {"09:30", "16:30"}'}) as team:
        asked = ask(team, "2026-03-02T08:30:00Z")
        team.once("2026-03-02T22:00:00Z")
        say(team, "jonas", asked, "Yes.", "2026-03-02T23:00:00Z")
        none(team.until("2026-03-03T06:00:00Z", "2026-03-04T12:00:00Z", 60), to="jonas")


def story_reminder_before_the_due():
    """90 % of the time is used at ten past two, and the next slot is after the due: it is not waited for."""
    with Team(rules=QUESTION % "remind = {90}", person_extra={"jonas": 'slots = {"10:00", "13:00"}'}) as team:
        team.mail("maria", "[QUESTION] Frankfurt?", "Owner: jonas\nDue: 2026-03-03 15:00\n\nWell?\n", MONDAY)
        mails = team.once(MONDAY) + team.until("2026-03-02T09:30:00Z", "2026-03-03T16:00:00Z", 30)
        sent = only(mails, "reminder", "jonas").mail["Date"].datetime
        holds(instant("2026-03-03T12:00:00Z") <= sent < instant("2026-03-03T14:00:00Z"), sent)


def story_reminder_on_the_evening_before():
    """It is due by night, and an hour before that nobody reads: the last minute of the day is taken."""
    with Team(rules=QUESTION % 'level { at = "due-1h" notify = {"owner"} }') as team:
        team.mail("maria", "[QUESTION] Frankfurt?", "Owner: jonas\nDue: 2026-03-03 23:00\n\nWell?\n", MONDAY)
        team.once(MONDAY)
        mails = team.until("2026-03-02T12:00:00Z", "2026-03-03T15:57:00Z", 240) + team.until("2026-03-03T15:57:00Z", "2026-03-03T16:01:00Z", 1)
        equal(only(mails, "warning", "jonas").mail["Date"].datetime, instant("2026-03-03T15:59:00Z"))


def story_due_by_command():
    with Team() as team:
        asked = ask(team)
        receipt = team.mail("maria", "Re: [Q-1] Frankfurt for backups?", "!due 2026-03-10\n", "2026-03-02T12:00:00Z")
        confirm = only(team.once("2026-03-02T12:00:00Z"), "answer", "maria")
        mails = say(team, "maria", confirm, "confirm", "2026-03-02T12:00:00Z")
        contains(only(mails, "transcript", "maria").text, "it is now due Tue 2026-03-10")
        contains(only(mails, "report", "jonas").text, "at another time")
        equal((clock(team, "first-response")["due"], clock(team, "first-response")["generation"]), ("2026-03-10T16:00:00Z", 2))
        mails = team.until("2026-03-02T13:00:00Z", "2026-03-11T16:00:00Z", 120)
        equal([m.kind for m in mails if m.to == "jonas" and m.item], ["reminder", "warning", "breach"])
        contains(only(say(team, "jonas", asked, "due fri", "2026-03-11T16:30:00Z"), "transcript", "jonas").text, "only the one who opened it")
        del receipt


# ---- a changed calendar ----------------------------------------------------------------

def set_hours(team, who, hours):
    with open(team.config, encoding="utf-8") as file:
        text = file.read()
    head, rest = text.split(f'person "{who}" {{\n', 1)
    own, more = rest.split("\n}", 1)
    rest = "\n".join(line for line in own.split("\n") if not line.strip().startswith("hours")) + "\n}" + more
    with open(team.config, "w", encoding="utf-8") as out:
        out.write(f'{head}person "{who}" {{\n  hours = {{"{hours}"}}\n{rest}')


def story_changed_hours_move_only_theirs():
    rules = norms('norm "all" { tags = {"QUESTION"} respond = "12wh" }')
    with Team(rules=rules) as team:
        ask(team)
        team.mail("maria", "[QUESTION] And you?", "Owner: tom\n\nWell?\n", MONDAY)
        team.once(MONDAY)
        toms = clock(team, "first-response", "Q-2")
        # Seven hours until Monday evening, five on Tuesday.
        equal(clock(team, "first-response")["due"], "2026-03-03T13:00:00Z")
        # On Monday at three he begins to work mornings only; five hours have been used, and stay used.
        set_hours(team, "jonas", "Mon-Fri 09:00-12:00")
        team.once("2026-03-02T14:00:00Z")
        moved = clock(team, "first-response", now="2026-03-02T14:00:00Z")
        equal(moved["due"], "2026-03-05T09:00:00Z")
        equal((moved["elapsed"], moved["remaining"]), (5 * 3600, 7 * 3600))
        contains(team.run("why", "Q-1").stdout, "calendar of jonas has changed")
        equal(clock(team, "first-response", "Q-2")["due"], toms["due"])
        # More hours, also on days that are over: nothing is counted that was not.
        set_hours(team, "jonas", "Mon-Fri 00:00-24:00")
        team.once("2026-03-03T08:30:00Z")
        again = clock(team, "first-response", now="2026-03-03T08:30:00Z")
        equal((again["elapsed"], again["due"]), (5 * 3600 + 1800, "2026-03-03T15:00:00Z"))
        team.once("2026-03-03T08:45:00Z")
        equal(team.run("why", "Q-1").stdout.count("clock moved"), 2)


def story_changed_hours_while_it_stands_still():
    """Two of twelve hours were used when it began to wait; ten are left by the new hours when it goes on."""
    rules = norms('norm "all" { tags = {"QUESTION"} resolve = "12wh" }')
    with Team(rules=rules) as team:
        asked = ask(team)
        say(team, "jonas", asked, "waiting: which region?", "2026-03-02T11:00:00Z")
        back = only(team.once("2026-03-02T12:00:00Z"), "ask", "maria")
        set_hours(team, "jonas", "Mon-Fri 08:00-12:00")
        team.once("2026-03-03T12:00:00Z")
        say(team, "maria", back, "Frankfurt.", "2026-03-03T13:00:00Z")
        after = clock(team, "resolution", now="2026-03-03T13:00:00Z")
        equal((after["state"], after["elapsed"], after["remaining"]), ("running", 2 * 3600, 10 * 3600))
        equal(after["due"], "2026-03-06T09:00:00Z")
        check_sums(team, "Q-1", "2026-03-03T13:00:00Z")


# ---- why -------------------------------------------------------------------------------

def seconds(piece):
    return (instant(piece["until"]) - instant(piece["from"])).total_seconds()


def check_sums(team, item, now):
    """Every clock's pieces leave no gap, and those that count are its norm to the second."""
    for one in team.json("why", item, "--now", now)["clocks"]:
        ends = [one["started"]] + [piece["until"] for piece in one["pieces"]]
        equal(ends[:-1], [piece["from"] for piece in one["pieces"]])
        equal(ends[-1], one["due"])
        equal(sum(seconds(piece) for piece in one["pieces"]), sum(piece["seconds"] for piece in one["pieces"]))
        equal(sum(piece["seconds"] for piece in one["pieces"] if piece["counts"]), one["counted"])
        if not one["paused"]:
            equal(one["counted"], one["goal"])
        if one["elapsed"] <= one["goal"]:
            equal(one["elapsed"] + one["remaining"], one["goal"])
        if one["norm"].endswith("wh") and one["norm"][0].isdigit():
            equal(one["goal"], int(one["norm"][:-2]) * 3600)


def story_why_adds_up():
    rules = norms('norm "all" { tags = {"QUESTION"} respond = "11wh" resolve = "40wh" }')
    extra = {"jonas": 'holidays = {"2026-03-05"}\nhours = {"Mon-Fri 08:30-12:15", "Mon-Thu 13:00-17:20"}'}
    with Team(rules=rules, person_extra=extra) as team:
        asked = ask(team)
        check_sums(team, "Q-1", MONDAY)
        say(team, "jonas", asked, "away 2026-03-04..2026-03-04", "2026-03-02T10:11:12Z")
        check_sums(team, "Q-1", "2026-03-02T10:11:12Z")
        say(team, "jonas", asked, "waiting: which region?", "2026-03-02T10:33:07Z")
        check_sums(team, "Q-1", "2026-03-03T10:33:07Z")
        back = only(team.once("2026-03-02T12:00:00Z"), "ask", "maria")
        say(team, "maria", back, "Frankfurt.", "2026-03-03T13:37:59Z")
        check_sums(team, "Q-1", "2026-03-03T13:37:59Z")
        set_hours(team, "jonas", "Mon-Sat 07:01-11:59")
        team.once("2026-03-06T09:59:58Z")
        check_sums(team, "Q-1", "2026-03-06T10:00:00Z")
        say(team, "jonas", asked, "snooze 3wh", "2026-03-06T10:00:01Z")
        team.once("2026-03-07T08:00:00Z")
        check_sums(team, "Q-1", "2026-03-07T08:00:01Z")
        why = team.json("why", "Q-1", "--now", "2026-03-07T08:00:01Z")
        resolution = [one for one in why["clocks"] if one["name"] == "resolution"][0]
        equal([pause["reason"].split()[0] for pause in resolution["pauses"]], ["waits", "snoozed"])
        text = team.run("why", "Q-1", "--now", "2026-03-07T08:00:01Z").stdout
        for words in ("holiday:", "away: by mail", "paused: waits for Maria Silva", "risk: ", "given up", "Next"):
            contains(text, words)


def story_why_tells_what_comes_and_who_hears():
    with Team(rules=LEVELS, extra=IT, person_extra=BOSS) as team:
        asked = ask(team)
        nexts = [(one["what"], one["level"], one["tells"]) for one in team.json("why", "Q-1")["next"] if one["what"] == "remind"]
        equal(nexts, [("remind", "50%", ["jonas"]), ("remind", "due", ["jonas", "tom"]), ("remind", "due+1wd", ["li", "maria"])])
        say(team, "jonas", asked, "Yes.", "2026-03-02T10:00:00Z")
        why = team.json("why", "Q-1")
        equal([one["level"] for one in why["given_up"]], ["50%", "due", "due+1wd"])
        equal({one["reason"] for one in why["given_up"]}, {"the clock stopped"})
        equal(why["next"], [])


def story_why_by_mail():
    with Team() as team:
        asked = ask(team)
        for subject in ("[WHY] Q-1", "WHY: q-1", "Why Q-1", "[WHY] [Q-1]"):
            team.mail("priya", subject, "", "2026-03-02T10:00:00Z")
            mails = team.once("2026-03-02T10:00:00Z")
            told = only(mails, "answer", "priya")
            contains(told.text, "first-response, 2wd of jonas: running")
            contains(told.text, "Asia/Kolkata")
            contains(told.text, "remind of first-response, 50%; to jonas")
            equal(len(mails), 1)
        mails = say(team, "jonas", asked, "why", "2026-03-02T10:05:00Z")
        contains(only(mails, "answer", "jonas").text, "started Mon 2026-03-02 10:00 Europe/Berlin")
        none(mails, "transcript")
        equal(team.show("Q-1")["state"], "open")
        contains(only(say(team, "jonas", asked, "why D-77", "2026-03-02T10:06:00Z"), "transcript", "jonas").text, "there is no D-77 here")
        team.mail("priya", "[WHY] D-77", "", "2026-03-02T10:07:00Z")
        contains(only(team.once("2026-03-02T10:07:00Z"), "answer", "priya").text, "There is no D-77 here")


def story_decision_on_hold_gives_the_time_back():
    """Twenty-four working hours of each, of which two days on hold take nothing."""
    with Team(people={who: PEOPLE[who] for who in ("jonas", "tom")}) as team:
        team.mail("tom", "[DECISION] Runners", "Deciders: jonas, tom\nDecide by: fair 24wh\n\nOurs are faster.\n", MONDAY)
        asked = only(team.once(MONDAY), "ask", "jonas")
        equal(clock(team, "decision", "D-1")["due"], "2026-03-05T09:00:00Z")
        say(team, "jonas", asked, "hold until 2026-03-04", "2026-03-02T11:00:00Z")
        held = clock(team, "decision", "D-1")
        equal((held["state"], held["paused"]), ("paused", True))
        none(team.until("2026-03-02T12:00:00Z", "2026-03-04T15:30:00Z", 120), "reminder")
        team.once("2026-03-04T16:00:00Z")
        equal(clock(team, "decision", "D-1")["due"], "2026-03-09T14:00:00Z")
        check_sums(team, "D-1", "2026-03-04T16:00:00Z")
