"""What a deadline leaves each decider, in their own working hours: shown, warned about, refused in everyone's night."""
from moot import Team, contains, equal, holds, only

MONDAY = "2026-03-02T09:00:00Z"


def proposed(team, due, at=MONDAY, cc=("jonas", "li")):
    team.mail("maria", "[DECISION] Runners", f"Owner: maria\n{due}\nThey are cheaper.\n", at, cc=cc)
    return only(team.once(at), "receipt", "maria")


def story_hours_of_each_are_shown():
    """In the receipt, in `show`, in `why`, and as JSON."""
    with Team() as team:
        receipt = proposed(team, "Due: fair 8wh\n")
        contains(receipt.text, "Li Chen: 1 d")
        contains(receipt.text, "Who has least has")
        fairness = team.show("D-1")["fairness"]
        shares = {row["person"]: row["working_seconds"] for row in fairness["deciders"]}
        equal(min(shares.values()), 8 * 3600)
        equal(fairness["index"], min(shares.values()) * 100 // max(shares.values()))
        for command in ("show", "why"):
            text = team.run(command, "D-1").stdout
            contains(text, "Working hours before the close")
            contains(text, f"fairness: the least is {fairness['index']} percent of the most")
        contains(team.run("why", "D-1").stdout, "working hours before the close: ")


def story_date_in_somebodys_night_stands():
    """Who has nothing is named, with the line that would be fair; others have their time."""
    with Team() as team:
        receipt = proposed(team, "Due: 2026-03-02 18:00 UTC\n", "2026-03-02T15:00:00Z")
        contains(receipt.text, 'this leaves Li Chen no working time at all; "due fair 8wh" would close it on Tue 2026-03-03 12:00')
        contains(receipt.text, "this leaves Jonas Weber less than 4wh")
        contains(receipt.text, "Li Chen: none at all")
        equal(team.show("D-1")["due"], "2026-03-02T18:00:00Z")
        team.reply("maria", receipt, "Due: 2026-03-02 17:00 UTC", "2026-03-02T15:10:00Z")
        answer = only(team.once("2026-03-02T15:10:00Z"), "transcript", "maria")
        contains(answer.text, "it is now due Mon 2026-03-02 14:00")
        contains(answer.text, "this leaves Li Chen no working time at all")
        team.reply("maria", answer, "due fair 8wh", "2026-03-02T15:20:00Z")
        answer = only(team.once("2026-03-02T15:20:00Z"), "transcript", "maria")
        holds("this leaves" not in answer.text, answer.text)


def story_date_in_everyones_night_is_refused():
    """Whoever sets it has chosen it for themselves; nobody else has any time: a draft, or nothing moves."""
    late = "Due: 2026-03-02 18:00 UTC\nDeciders: maria, li\n"
    with Team() as team:
        draft = proposed(team, late, "2026-03-02T15:00:00Z")
        contains(draft.text, "leaves nobody else any working time of their own")
        equal(team.show("D-1")["state"], "draft")
        team.reply("maria", draft, "Due: fair 8wh", "2026-03-02T15:10:00Z")
        answer = only(team.once("2026-03-02T15:10:00Z"), "transcript", "maria")
        due = team.show("D-1")["due"]
        holds(due > "2026-03-03", due)
        for line in ("Due: 2026-03-02 18:30 UTC", "due 2026-03-02 18:30 UTC"):
            team.reply("maria", answer, line, "2026-03-02T15:30:00Z")
            answer = only(team.once("2026-03-02T15:30:00Z"), "transcript", "maria")
            contains(answer.text, "refused: a close on Mon 2026-03-02 15:30 America/Sao_Paulo would leave Li Chen no working time at all")
            contains(answer.text, 'Send "due fair 8wh" instead: that is ')
            equal(team.show("D-1")["due"], due)
        contains(team.run("why", "D-1").stdout, "it would leave Li Chen no working time")
        team.reply("maria", answer, "Due: 2026-03-06 12:00", "2026-03-02T15:40:00Z")
        contains(only(team.once("2026-03-02T15:40:00Z"), "transcript", "maria").text, "it is now due Fri 2026-03-06 12:00")


def story_little_is_warned_about():
    with Team() as team:
        receipt = proposed(team, "Due: 2026-03-02 11:00 UTC\n", cc=("jonas",))
        contains(receipt.text, 'this leaves Jonas Weber less than 4wh; "due fair 8wh" would close it on Tue 2026-03-03 06:00')
        equal(team.show("D-1")["due"], "2026-03-02T11:00:00Z")


def story_floor_is_the_rules_own():
    rules = 'rule "decision" { tags = {"DECISION"} opens = decision method = "consent" floor = "%s" }\n'
    with Team(rules=rules % "1wh") as team:
        receipt = proposed(team, "Due: 2026-03-02 11:00 UTC\n", cc=("jonas",))
        holds("less than" not in receipt.text, receipt.text)
    with Team(rules=rules % "0wh") as team:
        receipt = proposed(team, "Due: 2026-03-02 18:00 UTC\n", "2026-03-02T15:00:00Z", cc=("li",))
        holds("leaves" not in receipt.text.split("How much")[0], receipt.text)
        equal(team.show("D-1")["due"], "2026-03-02T18:00:00Z")
    with Team(rules=rules % "4h") as team:
        contains(team.run("check", check=False).stderr, "floor = '4h': expected working time")


def story_who_is_away_holds_up_nobody():
    with Team(person_extra={"li": '  absences = {"2026-02-25..2026-03-20"}'}) as team:
        receipt = proposed(team, "Due: 2026-03-04 12:00\n")
        contains(receipt.text, "Li Chen: away for all of it")
        equal(team.show("D-1")["due"], "2026-03-04T15:00:00Z")
