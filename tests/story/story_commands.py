"""The commands an operator types, their JSON and their exit status."""
import json
import os
import subprocess

from moot import PROGRAM, ROOT, Team, contains, equal, holds, none, only

MONDAY = "2026-03-02T09:00:00Z"


def plain(*arguments, text=None):
    return subprocess.run([PROGRAM, *arguments], input=text, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=30, check=False)


def story_help_and_version():
    holds(plain("--version").stdout.startswith("mailmoot "))
    for word in ("check", "run", "once", "list", "show", "why", "inspect", "when", "digest", "queue",
                 "held", "stats"):
        done = plain(word, "--help")
        equal(done.returncode, 0)
        contains(done.stdout, f"{word}")
    equal(plain().returncode, 2)
    equal(plain("lsit").returncode, 2)
    contains(plain("lsit").stderr, "did you mean 'list'")
    equal(plain("list", "--nope").returncode, 2)


def story_check_finds_every_mistake():
    with Team(extra='person "eve" {\n  name = "Eve"\n  zne = "Europe/Berlin"\n}\n'
                    'group "x" {\n  members = {"nobody"}\n}\n') as team:
        done = team.run("check", check=False)
        equal(done.returncode, 3)
        contains(done.stderr, "did you mean 'zone'")
        contains(done.stderr, "nobody")
        holds(done.stderr.count(team.config + ":") >= 2, done.stderr)


def story_check_rules_and_zones():
    with Team(people={"tom": ("Tom Berg", "Europe/Berln", "")},
              rules='rule "x" {\n  tags = {"X"}\n  opens = decision\n  method = "consnt"\n}\n') as team:
        done = team.run("check", check=False)
        equal(done.returncode, 3)
        contains(done.stderr, "Europe/Berlin")
        contains(done.stderr, "own.rules:")


def story_check_calendars():
    """Every mistake of zones, hours, focus and holidays with its line; no line is told for what is right."""
    wrong = {
        'zone = "berlin"': "no time zone is called 'berlin'; near: Europe/Berlin",
        'zone = "CET"': "near: Europe/Berlin, Europe/Paris, Europe/Madrid",
        'zone = "+02:00"': "no time zone is called '+02:00'; write a name such as Europe/Berlin",
        'hours = {"Mon-Thu 09:00-17:00", "Fri 19:00-17:30"}': "'Fri 19:00-17:30' ends before it starts",
        'hours = {"Mon-Fri 09:00-25:00"}': "'25:00' is no time from 00:00 to 24:00",
        'hours = {"Mno-Fri 09:00-17:00"}': "'Mno' is no weekday (did you mean 'Mon'?)",
        'hours = {"Tues 09:00-17:00"}': "did you mean 'Tue'?",
        'hours = {"Mon-Fri"}': "hours are written as 'Mon-Fri 09:00-17:00'",
        'holidays = {"12-32"}': "'12-32' is no day such as 12-24 or 2026-06-04",
        'holidays = {"2026-02-29"}': "'2026-02-29' is no day",
        'holidays = {"none.ics"}': "none.ics",
        'focus = {"Mon-Fri 08:00-18:00"}': "there is no working time outside the focus hours",
        'focus = {"Wen 09:00-11:00"}': "did you mean 'Wed'?",
    }
    extra = 'person "well" { address = "well@acme.example" zone = "Asia/Kathmandu" hours = {"Mon-Sun 22:00-06:00"} }\n'
    with Team(extra=extra) as team:
        with open(team.config, encoding="utf-8") as file:
            before = file.read().count("\n")
        with open(team.config, "a", encoding="utf-8") as out:
            for number, line in enumerate(wrong):
                out.write(f'person "p{number}" {{\n  address = "p{number}@acme.example"\n  {line}\n}}\n')
        done = team.run("check", check=False)
        equal(done.returncode, 3)
        told = done.stderr.splitlines()
        for number, (line, what) in enumerate(wrong.items()):
            place = f"{team.config}:{before + 4 * number + 3}: "
            here = [one for one in told if one.startswith(place)]
            equal((line, len(here)), (line, 1))
            contains(here[0], what)
        equal(len(told), len(wrong) + 1)
        equal(told[-1], f"{len(wrong)} mistakes")


HOLIDAYS = """BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Carnaval
DTSTART;VALUE=DATE:20260216
DTEND;VALUE=DATE:20260218
END:VEVENT
BEGIN:VEVENT
SUMMARY:No such day
DTSTART;VALUE=DATE:20260230
END:VEVENT
BEGIN:VEVENT
SUMMARY:Hourly
RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31
DTSTART;VALUE=DATE:20260304
END:VEVENT
BEGIN:VEVENT
SUMMARY:Torn
DTSTART;VALUE=DATE:20260305
END:VCALENDAR
"""


def story_broken_holidays():
    """What is wrong with a calendar is told with its line, and nothing stops for it: the rest is used."""
    with Team(people={"tom": ("Tom Berg", "America/Sao_Paulo", 'holidays = {"br.ics"}'),
                      "li": ("Li Wei", "America/Sao_Paulo", 'holidays = {"br.ics"}')}) as team:
        path = os.path.join(team.folder, "br.ics")
        with open(path, "w", encoding="utf-8") as out:
            out.write(HOLIDAYS)
        done = team.run("check")
        contains(done.stdout, "all well")
        # Once, though two people keep it.
        equal(done.stderr.splitlines(), [
            f"{path}:16: this event has no END:VEVENT",
            f"{path}:9: event 'No such day': its start is no day that exists",
            f"{path}:13: event 'Hourly': its recurrence is finer than a day; only its start is used"])
        done = json.loads(team.run("when", "1wd", "--for", "tom", "--now", "2026-02-13T15:00:00Z", "--json").stdout)
        equal(done["instant"], "2026-02-18T15:00:00Z")
        done = json.loads(team.run("when", "1wd", "--for", "li", "--now", "2026-03-03T15:00:00Z", "--json").stdout)
        equal(done["instant"], "2026-03-05T15:00:00Z")
        # Who runs is told; those who only look something up are not.
        contains(team.run("once", "--now", "2026-03-02T09:00:00Z").stderr, "br.ics:9: event 'No such day'")
        equal(team.run("list").stderr, "")


def story_check_servers():
    with Team() as team:
        contains(team.run("check", "--connect").stdout, "mailbox async: well")
        with open(team.config, encoding="utf-8") as file:
            text = file.read()
        with open(team.config, "w", encoding="utf-8") as file:
            file.write(text.replace(f"maildir:{team.folder}/in", "impas://mail.example"))
        done = team.run("check", check=False)
        equal(done.returncode, 3)
        contains(done.stderr, "impas://")
        with open(team.config, "w", encoding="utf-8") as file:
            file.write(text.replace(f"maildir:{team.folder}/in", "imap+insecure://127.0.0.1:1"))
        equal(team.run("check", "--connect", check=False).returncode, 4)


def story_well():
    with Team() as team:
        contains(team.run("check").stdout, "all well")


def story_missing_configuration():
    done = plain("-c", "/nonexistent/x.conf", "check")
    equal(done.returncode, 3)
    contains(done.stderr, "/nonexistent/x.conf")


def story_when():
    with Team() as team:
        friday = "2026-03-06T15:00:00Z"
        done = json.loads(team.run("when", "2wd", "--for", "jonas", "--now", friday, "--json").stdout)
        equal((done["instant"], done["zone"]), ("2026-03-10T15:00:00Z", "Europe/Berlin"))
        done = team.run("when", "13/8/2026", "--now", friday, "--json", check=False)
        equal(done.returncode, 1)
        equal(json.loads(done.stdout)["suggestion"], "2026-08-13")
    done = plain("when", "2wd", "--now", MONDAY)
    equal(done.returncode, 1)
    done = json.loads(plain("when", "in 90m", "--now", MONDAY, "--json").stdout)
    equal((done["instant"], done["grain"]), ("2026-03-02T10:30:00Z", "minute"))
    # What it suggests, it understands.
    for phrase in ("soon", "in 0d", "in a while"):
        said = json.loads(plain("when", phrase, "--now", MONDAY, "--json").stdout)
        equal((phrase, said["understood"]), (phrase, False))
        equal((phrase, plain("when", said["suggestion"], "--now", MONDAY).returncode), (phrase, 0))


def story_inspect_without_configuration():
    mail = ("From: Maria Silva <maria@acme.example>\nTo: async@acme.example\n"
            "Subject: Re: AW: [DECISION:infra prio=high] Move CI\nMessage-ID: <a@b.example>\n\n"
            "Owner: maria\nDue: fri\n\nBecause.\n")
    done = plain("inspect", "-", "--json", text=mail)
    equal(done.returncode, 0)
    facts = json.loads(done.stdout)
    equal((facts["tag"], facts["project"], facts["attributes"]["prio"]),
          ("DECISION", "infra", "high"))
    equal(facts["base_subject"], "Move CI")
    equal(facts["fields"]["owner"], "maria")
    equal(facts["origin"], "person")
    contains(facts["text"]["new"], "Because.")


def story_inspect_collections():
    with Team() as team:
        path = os.path.join(team.folder, "two.mbox")
        with open(path, "w", encoding="utf-8") as out:
            out.write("From a Mon\nFrom: a@b.example\nSubject: one\n\nx\n\nFrom a Mon\nFrom: a@b.example\n"
                      "Subject: two\n\ny\n")
        lines = plain("inspect", path, "--json").stdout.splitlines()
        equal([json.loads(line)["subject"] for line in lines], ["one", "two"])
        holds(all("file" in json.loads(line) for line in lines))
        equal(plain("inspect", "--json", "-", text="\x00\xff garbage").returncode, 0)
        # A pipe, as a shell makes one of a command.
        fifo = os.path.join(team.folder, "fifo")
        os.mkfifo(fifo)
        with subprocess.Popen(["cp", path, fifo]) as writer:
            lines = plain("inspect", fifo, "--json").stdout.splitlines()
            equal([json.loads(line)["file"] for line in lines], [f"{fifo}#1", f"{fifo}#2"])
            equal(writer.wait(10), 0)
        with open(path, encoding="utf-8") as file:
            lines = plain("inspect", "-", "--json", text=file.read()).stdout.splitlines()
        equal([json.loads(line)["subject"] for line in lines], ["one", "two"])
        done = plain("inspect", path + ".none")
        equal((done.returncode, done.stderr), (1, f"mailmoot: {path}.none: No such file or directory\n"))


def story_queue_and_held():
    with Team() as team:
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\n\nYes.\n", MONDAY, cc=("li",))
        team.mail("eve@else.example", "hello", "x\n", MONDAY)
        team.once(MONDAY)
        queue = team.json("queue")
        waiting = [row for row in queue if row["to"] == "li@acme.example"][0]
        equal((waiting["notice"], waiting["state"], waiting["next_try"]),
              ("ask", "queued", "2026-03-02T20:00:00Z"))
        team.run("queue", "drop", str(waiting["id"]))
        equal([row for row in team.json("queue") if row["to"] == "li@acme.example"], [])
        held = team.json("held")
        team.run("held", "drop", str(held[0]["id"]))
        equal(team.json("held"), [])
        equal(team.run("queue", "retry", "99999", check=False).returncode, 1)


def story_why_adds_up():
    with Team() as team:
        team.mail("priya", "[QUESTION] Frankfurt?", "Owner: jonas\n\nMay we?\n", MONDAY)
        team.once(MONDAY)
        text = team.run("why", "Q-1").stdout
        contains(text, "first-response")
        contains(text, "working time counted: 16:00")
        equal(team.run("show", "Q-9", check=False).returncode, 1)


def story_installed():
    with Team() as team:
        done = subprocess.run(["make", "-s", "install", f"DESTDIR={team.folder}/root", "PREFIX=/opt/moot"],
                              cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)
        equal((done.returncode, done.stdout if done.returncode else ""), (0, ""))
        for path in ("bin/mailmoot", "share/mailmoot/rules/default.rules",
                     "share/man/man1/mailmoot.1"):
            holds(os.path.exists(f"{team.folder}/root/opt/moot/{path}"), path)


def story_operators_hands():
    """Exactly the promised keys; what is nobody's number, or no longer waits, is said and changes nothing."""
    with Team() as team:
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\n\nYes.\n", MONDAY, cc=("li",))
        team.mail("eve@else.example", "hello", "x\n", MONDAY)
        # Known, but a vote in a new thread proves nothing.
        team.mail("jonas", "Re: [D-1] Move CI", "agree\n", MONDAY)
        team.once(MONDAY)
        row = [row for row in team.json("queue") if row["to"] == "li@acme.example"][0]
        equal({"id", "notice", "item", "to", "state", "attempts", "next_try", "answer", "message_id"} - set(row), set())
        equal((row["item"], row["attempts"], row["answer"]), ("D-1", 0, None))
        held = team.json("held")
        equal({"id", "from", "subject", "reason", "at"} - set(held[0]), set())
        # Persons are ids, strangers addresses.
        equal({one["from"] for one in held}, {"eve@else.example", "jonas"})
        equal(team.show("D-1")["messages"][0]["from"], "maria")
        number = str(row["id"])
        team.run("queue", "hold", number)
        equal([one["next_try"] for one in team.json("queue") if one["id"] == row["id"]], [None])
        contains(team.run("queue").stdout, "held")
        none(team.until("2026-03-02T20:00:00Z", "2026-03-03T02:00:00Z", 120), "ask", "li")
        team.run("queue", "retry", number, "--now", "2026-03-03T02:30:00Z")
        equal([(mail.kind, mail.item) for mail in team.once("2026-03-03T02:30:00Z") if mail.to == "li"], [("ask", "D-1")])
        for words, status in ((("queue", "retry", number), 1), (("queue", "drop", "4711"), 1), (("queue", "hold", "x"), 2),
                              (("queue", "retry"), 2), (("queue", "burn", "1"), 2), (("queue", "list", "1"), 2),
                              (("held", "show", "4711"), 1), (("held", "release", "4711"), 1), (("held", "drop", "4711"), 1),
                              (("held", "drop", "1x"), 2), (("held", "drop"), 2), (("held", "burn", "1"), 2),
                              (("held", "show", "0"), 2), (("queue", "retry", "-1"), 2)):
            equal((words, team.run(*words, check=False).returncode), (words, status))
        stranger = [one["id"] for one in held if one["from"] == "eve@else.example"][0]
        contains(team.run("held", "show", str(stranger)).stdout, "hello")
        equal(team.json("held", "show", str(stranger))["from"], "eve@else.example")
        team.run("held", "drop", str(stranger))
        equal(team.run("held", "drop", str(stranger), check=False).returncode, 1)


GERMAN = """
words "de" {
  agree   = {"ja", "einverstanden", "stimme zu"}
  abstain = {"enthaltung"}
  object  = {"einspruch"}
  concern = {"bedenken"}
}
"""


def german(team, text):
    """What Jonas's answer counts as, and what he hears."""
    team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", cc=("jonas",))
    ask = only(team.once("2026-03-02T09:00:00Z"), "ask", "jonas")
    team.reply("jonas", ask, text)
    mails = team.once("2026-03-02T10:00:00Z")
    return {p["person"]: (p["position"], p["reason"]) for p in team.show("D-1")["positions"]}, mails


def story_votes_in_the_language_of_the_team():
    for text, value, reason in (("Ja", "agree", ""), ("Stimme zu.", "agree", ""), ("EINVERSTANDEN: weil es spart", "agree", "weil es spart"),
                                ("Einspruch: zu teuer", "object", "zu teuer"), ("Enthaltung", "abstain", ""),
                                ("agree", "agree", "")):
        with Team(rules=GERMAN) as team:
            positions, _ = german(team, text)
            equal((text, positions), (text, {"jonas": (value, reason)}))


def story_what_is_no_vote_in_that_language():
    for text in ("Ja, aber?", "Jaguar", "Ja wenn es regnet"):
        with Team(rules=GERMAN) as team:
            equal((text, german(team, text)[0]), (text, {}))


SWEDISH = """
words "sv" {
  agree = {"ja"}
  hedge = {"om", "men", "inte", "ej"}
}
words "th" { hedge = {"ถ้า"} }
"""


def story_a_team_says_what_undoes_a_vote_in_its_language():
    """Each is asked back; in a language nobody has told us of they would count."""
    for text in ("Ja: om testerna går igenom", "+1 om testerna går", "+1, men inte i dag", "Ja\nom testerna går igenom",
                 "+1: det går inte", "Jag har läst det, +1 om Li också vill", "Om testerna går igenom:\n+1", "+1 ถ้าทดสอบผ่าน", "+1: ผมว่าถ้าผ่านนะ"):
        with Team(rules=SWEDISH) as team:
            positions, mails = german(team, text)
            equal((text, positions), (text, {}))
            answer = [mail for mail in mails if mail.to == "jonas"]
            equal((text, [mail.kind for mail in answer]), (text, ["transcript"]))
            contains(answer[0].text, "unclear, so not counted")
    for text in ("Ja", "Ja: omtyckt av alla", "+1: mycket bra", "+1\n\nom en vecka är jag borta"):
        with Team(rules=SWEDISH) as team:
            equal((text, [value for value, _ in german(team, text)[0].values()]), (text, ["agree"]))
    with Team(rules=SWEDISH) as team:
        equal([value for value, _ in german(team, "-1: det går inte")[0].values()], ["object"])
        orders = "1: ja: om Li vill\n2: ja\n3: +1: men inte i dag"
        mail = f"From: jonas@acme.example\nIn-Reply-To: <a@b>\nSubject: Re: x\n\n{orders}\n"
        found = json.loads(team.run("inspect", "--json", "-", text=mail).stdout)["commands"]
        equal([(one["target"], one["ok"]) for one in found], [(1, False), (2, True), (3, False)])


def story_a_word_that_would_vote_and_undo_votes():
    with Team(rules='words "sv" { agree = {"ja"} hedge = {"Ja"} }') as team:
        contains(team.run("check", check=False).stderr, "'Ja' would mean both agree and hedge")
