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


def story_bounce_moves_on_at_once():
    with Team(extra=POLICY, person_extra=PEOPLE_EXTRA) as team:
        raise_it(team)
        first = only(team.once("2026-03-02T23:01:00Z"), "escalation", "jonas")
        report = (f"From: MAILER-DAEMON@mx.acme.example\nTo: async@acme.example\n"
                  "Subject: Undelivered Mail Returned to Sender\nMessage-ID: <b1@mx.acme.example>\n"
                  "MIME-Version: 1.0\n"
                  "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
                  "--b\nContent-Type: text/plain\n\nno such user\n"
                  "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
                  "Final-Recipient: rfc822; jonas@acme.example\nAction: failed\nStatus: 5.1.1\n\n"
                  f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {first.id}\n\n--b--\n")
        team.post(report)
        only(team.once("2026-03-02T23:03:00Z"), "escalation", "maria")


def story_nobody_answers():
    with Team(extra=POLICY, person_extra=PEOPLE_EXTRA) as team:
        raise_it(team)
        team.until("2026-03-02T23:01:00Z", "2026-03-03T02:00:00Z", 5)
        equal(team.show("E-1")["state"], "exhausted")
