"""Stored mail under other rules, on a clock of its own."""
import os

from moot import Team, contains, equal, holds

QUICK = '''
rule "question" {
  tags    = {"QUESTION", "ASK"}
  opens   = question
  respond = "2wh"
  remind  = {50}
  overdue = "owner's manager"
}
'''


def week(team):
    """Four days in which a question is late, a decision is made and an escalation answered. All that was sent."""
    team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: fair 8wh\n\nThe queue costs an hour a day.\n",
              "2026-03-02T12:00:00Z", cc=("jonas", "priya"))
    team.mail("jonas", "[QUESTION] May backups lie in Frankfurt?", "Owner: li\n\nThey are small.\n",
              "2026-03-02T12:00:00Z")
    sent = team.live("2026-03-02T12:00:00Z", "2026-03-02T18:00:00Z")
    ask = [m for m in sent if m.kind == "ask" and m.to == "jonas"][0]
    team.reply("jonas", ask, "object: who patches them?", "2026-03-02T18:01:00Z")
    sent += team.live("2026-03-02T18:01:00Z", "2026-03-03T09:00:00Z")
    team.reply("jonas", ask, "resolve", "2026-03-03T09:15:00Z")
    sent += team.live("2026-03-03T09:15:00Z", "2026-03-03T12:00:00Z")
    team.mail("tom", "[URGENT] checkout is down", "All of it.\n", "2026-03-03T12:15:00Z", cc=("jonas",))
    sent += team.live("2026-03-03T12:15:00Z", "2026-03-03T13:00:00Z")
    call = [m for m in sent if m.kind == "escalation" and m.to == "jonas"][0]
    team.reply("jonas", call, "ack", "2026-03-03T13:01:00Z")
    sent += team.live("2026-03-03T13:01:00Z", "2026-03-05T20:00:00Z")
    return sent


def rehearse(team, *more):
    return team.json("rehearse", os.path.join(team.folder, "in", ".Archive"), *more)


def story_the_present_rules_send_the_same():
    with Team(extra='policy "default" { step { after = "0m" notify = {"jonas"} } }') as team:
        sent = week(team)
        before = team.list()
        played = rehearse(team)
        keys = {(n["kind"], n["to"].split("@")[0], n["item"]) for n in played["notices"]}
        equal(keys, {(m.kind, m.to, m.item) for m in sent})
        equal((played["compared"]["new"], played["compared"]["gone"], played["compared"]["changed"]), (0, [], 0))
        equal(played["compared"]["same"], len(sent))
        equal(played["compared"]["items"]["deadlines"], [])
        equal(played["compared"]["items"]["late"], ["Q-1"])
        equal(team.list(), before)
        equal(team.news(), [])


def story_other_rules_tell_what_would_change():
    with Team(extra='policy "default" { step { after = "0m" notify = {"jonas"} } }',
              person_extra={"li": 'manager = "tom"'}) as team:
        week(team)
        folder = os.path.join(team.folder, "new")
        os.mkdir(folder)
        with open(os.path.join(folder, "quick.rules"), "w", encoding="utf-8") as out:
            out.write(QUICK)
        played = rehearse(team, "--rules", folder, "--until", "2026-03-05T20:00:00Z")
        compared = played["compared"]
        equal([row["item"] for row in compared["items"]["deadlines"]], ["Q-1"])
        holds(compared["new"] + compared["changed"] > 0, compared)
        holds(all(not n["off_hours"] or n["urgent"] for n in played["notices"]), played["notices"])
        text = team.run("rehearse", os.path.join(team.folder, "in", ".Archive"), "--rules", folder).stdout
        contains(text, "Changed deadlines")
        contains(text, "Mails by person")


def story_mail_from_elsewhere_needs_no_store():
    """A mailbox of the time before the gateway, as an mbox; each mail is written down as it would leave."""
    with Team() as team:
        box = os.path.join(team.folder, "old.mbox")
        with open(box, "w", encoding="utf-8") as out:
            for number, day in enumerate((3, 2)):
                out.write(f"From x Mon Mar  2 09:00:00 2026\nReceived: from a by b; Mon, 0{day} Mar 2026 09:00:00 +0000\n"
                          f"From: Maria <maria@acme.example>\nTo: async@acme.example\nSubject: [STATUS:apollo] day {day}\n"
                          f"Message-ID: <s{number}@client.example>\nDate: Mon, 02 Mar 2026 08:00:00 +0000\n\nHealth: green\n\n")
        mails = os.path.join(team.folder, "mails")
        played = team.json("rehearse", box, "--mails", mails, "--until", "2026-03-04T00:00:00Z")
        receipts = [n for n in played["notices"] if n["kind"] == "receipt"]
        equal([(n["kind"], n["item"], n["at"]) for n in receipts],
              [("receipt", "S-1", "2026-03-02T09:00:00Z"), ("receipt", "S-2", "2026-03-03T09:00:00Z")])
        contains(receipts[0]["subject"], "day 2")
        equal(played["compared"], None)
        equal(len(os.listdir(mails)), len(played["notices"]))
        holds(not os.path.exists(os.path.join(team.folder, "acme.db")), "it made a store")


def story_mistakes_in_a_rehearsal_are_told():
    with Team() as team:
        equal(team.run("rehearse", team.folder + "/none", check=False).returncode, 1)
        equal(team.run("rehearse", team.folder, "--until", "soon", check=False).returncode, 2)
        empty = os.path.join(team.folder, "empty")
        os.mkdir(empty)
        done = team.run("rehearse", team.folder + "/in", "--rules", empty, check=False)
        equal(done.returncode, 3)
        contains(done.stderr, "ends in .rules")
        with open(os.path.join(empty, "a.rules"), "w", encoding="utf-8") as out:
            out.write('rule "x" {\n  tags = {"X"}\n  opens = nothing\n}\n')
        done = team.run("rehearse", team.folder + "/in", "--rules", empty, check=False)
        equal(done.returncode, 3)
        contains(done.stderr, "a.rules:3")
