"""Questions: an owner, a clock in the owner's hours, one reminder or two, an answer."""
from moot import Team, contains, equal, none, only

MONDAY = "2026-03-02T09:00:00Z"


def ask(team, body="Owner: jonas\n\nMay we use the Frankfurt region for backups?\n"):
    team.mail("priya", "[QUESTION] Frankfurt for backups?", body, MONDAY)
    return team.once(MONDAY)


def story_answered():
    with Team() as team:
        mails = ask(team)
        only(mails, "receipt", "priya")
        asked = only(mails, "ask", "jonas")
        contains(asked.text, "Frankfurt")
        team.reply("jonas", asked, "Yes, the contract covers it.", "2026-03-02T14:00:00Z")
        team.once("2026-03-02T14:00:00Z")
        shown = team.show("Q-1")
        equal(shown["state"], "answered")
        contains(shown["outcome"]["decision"], "contract covers it")
        # Kolkata's evening is over: the answer waits for the morning.
        answer = only(team.once("2026-03-03T03:30:00Z"), "outcome", "priya")
        contains(answer.text, "contract covers it")


def story_reminded_in_own_hours_then_late():
    with Team(person_extra={"jonas": 'manager = "tom"'}) as team:
        ask(team)
        mails = team.until("2026-03-02T10:00:00Z", "2026-03-04T12:00:00Z", 30)
        reminders = [m for m in mails if m.kind in ("reminder", "warning") and m.to == "jonas"]
        equal([m.kind for m in reminders], ["reminder", "warning"])
        only(mails, "breach", "tom")
        asked = [m for m in mails if m.to == "jonas"][0]
        team.reply("jonas", asked, "Yes, go ahead.", "2026-03-04T13:00:00Z")
        team.once("2026-03-04T13:00:00Z")
        shown = team.show("Q-1")
        equal(shown["state"], "answered")
        equal(shown["clocks"][0]["state"], "breached")


def story_nothing_at_night():
    with Team(person_extra={"jonas": 'manager = "tom"'}) as team:
        from datetime import datetime
        from zoneinfo import ZoneInfo
        ask(team)
        for mail in team.until("2026-03-02T10:00:00Z", "2026-03-05T12:00:00Z", 60):
            zone = team.people[mail.to][1]
            sent = mail.mail["Date"].datetime.astimezone(ZoneInfo(zone))
            if not (sent.weekday() < 5 and 9 <= sent.hour < 17):
                raise AssertionError(f"{mail} left at {sent}")
        del datetime


def story_no_owner_is_asked_for():
    with Team() as team:
        mails = ask(team, "Who knows?\n")
        receipt = only(mails, "receipt", "priya")
        none(mails, "ask")
        contains(receipt.text, "Owner")


def story_automatic_reply_is_no_answer():
    with Team() as team:
        asked = only(ask(team), "ask", "jonas")
        team.reply("jonas", asked, "I am away until Friday.",
                   headers={"Auto-Submitted": "auto-replied"})
        none(team.once("2026-03-02T10:10:00Z"), to="jonas")
        equal(team.show("Q-1")["state"], "open")
        equal(team.show("Q-1")["clocks"][0]["state"], "running")


def story_ended_by_its_owner():
    """Whoever asked hears of it, and can ask again; who ends their own question needs no word of it."""
    for word, state, reason in (("done", "closed", None), ("withdraw: asked twice", "withdrawn", "asked twice")):
        with Team() as team:
            team.reply("jonas", only(ask(team), "ask", "jonas"), word)
            mails = team.once("2026-03-02T10:00:00Z")
            equal(team.show("Q-1")["state"], state)
            told = only(mails, "outcome", "priya")
            contains(told.subject, f"[Q-1] {state}: Frankfurt")
            for text in (told.text, told.html):
                contains(text, f"{state} your question")
                contains(text, reason or "Jonas Weber")
            team.reply("priya", told, "reopen", "2026-03-02T10:30:00Z")
            only(team.once("2026-03-02T10:30:00Z"), "ask", "jonas")
            equal(team.show("Q-1")["state"], "open")
    with Team() as team:
        receipt = only(ask(team), "receipt", "priya")
        team.reply("priya", receipt, "done")
        equal([mail.kind for mail in team.once("2026-03-02T10:00:00Z")], ["transcript"])
