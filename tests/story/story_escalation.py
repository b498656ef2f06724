"""Escalations: at once, up the ladder, until somebody answers."""
from moot import Team, contains, equal, holds, none, only

POLICY = '''
policy "default" {
  step { after = "0m"   notify = {"group:oncall"} }
  step { after = "15m"  notify = {"manager"} }
  repeat = 1
  acknowledged-for = "30m"
}
group "oncall" { members = {"jonas"} }
'''
PEOPLE_EXTRA = {"jonas": 'manager = "maria"'}
NIGHT = "2026-03-02T23:00:00Z"


def raise_it(team):
    team.mail("tom", "[URGENT] checkout is down", "All payments fail since 23:50.\n", NIGHT)
    return team.once(NIGHT)


def story_grace_then_climb_then_ack():
    with Team(extra=POLICY, person_extra=PEOPLE_EXTRA) as team:
        mails = raise_it(team)
        only(mails, "receipt", "tom")
        none(mails, "escalation")
        first = only(team.once("2026-03-02T23:01:00Z"), "escalation", "jonas")
        contains(first.subject, "checkout is down")
        none(team.once("2026-03-02T23:10:00Z"), "escalation")
        second = only(team.once("2026-03-02T23:16:00Z"), "escalation", "maria")
        team.reply("maria", second, "ack", "2026-03-02T23:17:00Z")
        team.once("2026-03-02T23:17:00Z")
        equal(team.show("E-1")["state"], "acknowledged")
        none(team.once("2026-03-02T23:45:00Z"), "escalation")
        team.reply("maria", second, "resolved: restarted the gateway", "2026-03-02T23:46:00Z")
        mails = team.once("2026-03-02T23:46:00Z")
        equal(team.show("E-1")["state"], "resolved")
        contains(only(mails, "outcome", "tom").text, "restarted the gateway")


def story_tag_put_before_an_old_subject():
    """Whoever adds the tag to an answer writes it where the cursor stands: before what the program wrote."""
    for subject in ("[URGENT] Re: [Q-1] Where?", "Re: [URGENT] [Q-1] Where?", "[URGENT] AW: [QUESTION] Where?"):
        with Team(extra=POLICY, person_extra=PEOPLE_EXTRA) as team:
            team.mail("maria", "[QUESTION] Where?", "Owner: jonas\n\nIn Frankfurt?\n", "2026-03-02T09:00:00Z")
            ask = only(team.once("2026-03-02T09:00:00Z"), "ask", "jonas")
            team.mail("tom", subject, "It burns in Frankfurt.\n", NIGHT, headers={"In-Reply-To": ask.id, "References": ask.id})
            equal(only(team.once(NIGHT), "receipt", "tom").subject, "[E-1] Where?")
            contains(only(team.once("2026-03-02T23:01:00Z"), "escalation", "jonas").subject, "Where?")


def story_acknowledged_and_forgotten():
    with Team(extra=POLICY, person_extra=PEOPLE_EXTRA) as team:
        raise_it(team)
        first = only(team.once("2026-03-02T23:01:00Z"), "escalation", "jonas")
        team.reply("jonas", first, "ack", "2026-03-02T23:02:00Z")
        team.once("2026-03-02T23:02:00Z")
        mails = team.once("2026-03-02T23:33:00Z")
        holds([m for m in mails if m.kind == "escalation"], mails)
        equal(team.show("E-1")["state"], "raised")


def story_withdrawn_within_grace():
    with Team(extra=POLICY, person_extra=PEOPLE_EXTRA) as team:
        receipt = only(raise_it(team), "receipt", "tom")
        team.reply("tom", receipt, "withdraw", "2026-03-02T23:00:30Z")
        none(team.once("2026-03-02T23:00:30Z"), "escalation")
        none(team.once("2026-03-02T23:20:00Z"), "escalation")
        equal(team.show("E-1")["state"], "withdrawn")


def report_about(notice, number, status="5.1.1"):
    return (f"From: MAILER-DAEMON@mx.acme.example\nTo: async@acme.example\n"
            f"Subject: Undelivered Mail Returned to Sender\nMessage-ID: <b{number}@mx.acme.example>\n"
            "MIME-Version: 1.0\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            "--b\nContent-Type: text/plain\n\nno such user\n"
            "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
            f"Final-Recipient: rfc822; {notice.to}@acme.example\nAction: failed\nStatus: {status}\n\n"
            f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {notice.id}\n\n--b--\n")


def failing_days(team, status):
    """Three days on which a mail to Jonas comes back; then what else is sent to him."""
    for day in (2, 3, 4):
        at = f"2026-03-0{day}T10:00:00Z"
        team.mail("maria", f"[QUESTION] Number {day}", "Owner: jonas\n\nWhich?\n", at)
        team.post(report_about([m for m in team.once(at) if m.kind == "ask"][0], day, status))
        team.once(at)
    team.mail("maria", "[QUESTION] Last", "Owner: jonas\n\nWhich?\n", "2026-03-05T10:00:00Z")
    return [m.kind for m in team.once("2026-03-05T10:00:00Z") if m.to == "jonas" and m.subject.endswith("Last")]


def story_address_that_fails_for_days():
    """It gets what is urgent and nothing else; a week later it is tried again."""
    with Team(extra=POLICY, person_extra=PEOPLE_EXTRA) as team:
        equal(failing_days(team, "5.1.1"), [])
        contains(team.run("why", "Q-4").stdout, "mail has not reached this address for days")
        team.mail("maria", "[URGENT] checkout is down", "now\n", "2026-03-05T11:00:00Z")
        team.once("2026-03-05T11:00:00Z")
        only(team.once("2026-03-05T11:02:00Z"), "escalation", "jonas")
        team.mail("maria", "[QUESTION] Later", "Owner: jonas\n\nWhich?\n", "2026-03-16T10:00:00Z")
        only([m for m in team.once("2026-03-16T10:00:00Z") if "Later" in m.subject], "ask", "jonas")


def story_address_refused_by_policy():
    """A list of spammers says nothing about the address."""
    with Team(extra=POLICY, person_extra=PEOPLE_EXTRA) as team:
        equal(failing_days(team, "5.7.1"), ["ask"])


def story_bounce_moves_on_at_once():
    with Team(extra=POLICY, person_extra=PEOPLE_EXTRA) as team:
        raise_it(team)
        first = only(team.once("2026-03-02T23:01:00Z"), "escalation", "jonas")
        team.post(report_about(first, 1))
        only(team.once("2026-03-02T23:03:00Z"), "escalation", "maria")


def story_nobody_answers():
    with Team(extra=POLICY, person_extra=PEOPLE_EXTRA) as team:
        raise_it(team)
        team.until("2026-03-02T23:01:00Z", "2026-03-03T02:00:00Z", 5)
        equal(team.show("E-1")["state"], "exhausted")
