"""Which item a mail is about, whatever servers and programs did to it on its way."""
from moot import GATEWAY, Team, contains, equal, only

MONDAY = "2026-03-02T09:00:00Z"
LATER = "2026-03-02T10:00:00Z"


def proposed(team):
    team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", MONDAY,
              cc=("jonas", "priya"))
    return team.once(MONDAY)


def positions(team, item="D-1"):
    return {p["person"]: p["position"] for p in team.show(item)["positions"]}


PLACES = {
    "To": "To: {token}\n",
    "Cc": "To: maria@acme.example\nCc: {token}\n",
    "Delivered-To": "To: " + GATEWAY + "\nDelivered-To: {token}\n",
    "X-Original-To": "To: " + GATEWAY + "\nX-Original-To: {token}\n",
    "Envelope-To": "To: " + GATEWAY + "\nEnvelope-To: {token}\n",
    "X-Envelope-To": "To: " + GATEWAY + "\nX-Envelope-To: <{token}>\n",
    "X-Delivered-To": "To: " + GATEWAY + "\nX-Delivered-To: {token}\n",
    "X-Forwarded-To": "To: " + GATEWAY + "\nX-Forwarded-To: {token}\n",
    "Received": "Received: from a.example by mx.acme.example with ESMTP id 1\n for <{token}>; "
                "Mon, 2 Mar 2026 10:00:00 +0000\nTo: " + GATEWAY + "\n",
}


def story_token_in_every_place():
    """No subject, no reference: the address a mail was delivered to is enough."""
    for place, header in PLACES.items():
        with Team() as team:
            ask = only(proposed(team), "ask", "jonas")
            for token in (ask.reply_to, ask.reply_to.split("@")[0].upper() + "@acme.example"):
                team.post(f"From: jonas@acme.example\n{header.format(token=token)}Subject: my answer\n"
                          f"Message-ID: <{len(token)}{token == ask.reply_to}@acme.example>\n"
                          f"Date: Mon, 02 Mar 2026 10:00:00 +0000\n\nagree\n")
                team.once(LATER)
                equal((place, positions(team)), (place, {"jonas": "agree"}))


def story_only_in_reply_to():
    with Team() as team:
        ask = only(proposed(team), "ask", "jonas")
        team.post(f"From: jonas@acme.example\nTo: {GATEWAY}\nSubject: my answer\nMessage-ID: <1@acme.example>\n"
                  f"In-Reply-To: {ask.id}\n\nagree\n")
        team.once(LATER)
        equal(positions(team), {"jonas": "agree"})


def story_only_references():
    """The newest that is ours counts; strangers' ids beside it do no harm, broken ones neither."""
    with Team() as team:
        ask = only(proposed(team), "ask", "jonas")
        team.post(f"From: jonas@acme.example\nTo: {GATEWAY}\nSubject: my answer\nMessage-ID: <1@acme.example>\n"
                  f"References: <a@else.example> broken <> {ask.id}\n <b@else.example>\n\nagree\n")
        team.once(LATER)
        equal(positions(team), {"jonas": "agree"})


def story_message_id_taken_by_a_second_item():
    """A colleague's item under the same title, with the id of Maria's mail, does not draw its answers to itself."""
    with Team() as team:
        opening = team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", MONDAY,
                            cc=("jonas", "priya"))
        team.once(MONDAY)
        team.post(f"From: priya@acme.example\nTo: {GATEWAY}\nSubject: [QUESTION] Move CI\nMessage-ID: {opening}\n\n"
                  "Owner: jonas\n\nShall we not?\n")
        team.once("2026-03-02T09:30:00Z")
        equal(sorted(item["id"] for item in team.list()), ["D-1", "Q-1"])
        team.post(f"From: jonas@acme.example\nTo: {GATEWAY}\nSubject: Re: Move CI\nMessage-ID: <1@acme.example>\n"
                  f"In-Reply-To: {opening}\n\nHere is what I think.\n")
        told = only(team.once(LATER), "transcript", "jonas")
        equal(told.item, "D-1")


def story_forwarded_token_is_a_comment():
    """Priya answers the mail that was meant for Jonas."""
    with Team() as team:
        ask = only(proposed(team), "ask", "jonas")
        team.mail("priya", "Re: [D-1] Move CI", "agree\n", LATER, to=ask.reply_to)
        team.once(LATER)
        equal(positions(team), {})


def story_two_items_named():
    """A token of one item and a token of another: nobody is asked to guess."""
    with Team() as team:
        first = only(proposed(team), "ask", "jonas", "D-1")
        team.mail("maria", "[DECISION] Buy chairs", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", LATER,
                  cc=("jonas", "priya"))
        second = only(team.once(LATER), "ask", "jonas", "D-2")
        team.post(f"From: jonas@acme.example\nTo: {first.reply_to}, {second.reply_to}\nSubject: both\n"
                  f"Message-ID: <1@acme.example>\n\nagree\n")
        mails = team.once("2026-03-02T10:30:00Z")
        equal((positions(team, "D-1"), positions(team, "D-2")), ({}, {}))
        only(mails, to="jonas")


def story_token_beats_subject():
    """The address says one item, the subject another."""
    with Team() as team:
        proposed(team)
        team.mail("maria", "[DECISION] Buy chairs", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", LATER,
                  cc=("jonas", "priya"))
        second = only(team.once(LATER), "ask", "jonas", "D-2")
        team.mail("jonas", "Re: [D-1] Move CI", "agree\n", "2026-03-02T10:30:00Z", to=second.reply_to)
        team.once("2026-03-02T10:30:00Z")
        equal((positions(team, "D-1"), positions(team, "D-2")), ({}, {"jonas": "agree"}))


def story_field_in_a_reply():
    """'Owner: priya' in a reply is how many write 'owner priya'."""
    with Team() as team:
        receipt = only(proposed(team), to="maria")
        team.reply("maria", receipt, "Owner: priya\nDue: 2026-03-24 16:00\n", LATER)
        told = only(team.once(LATER), "transcript", "maria")
        item = team.show("D-1")
        equal((item["owner"], item["due"]), ("priya", "2026-03-24T19:00:00Z"))
        contains(told.text, "Owner: priya")


def story_bad_field_in_a_reply():
    with Team() as team:
        receipt = only(proposed(team), to="maria")
        team.reply("maria", receipt, "Due: 13/8/2026\n", LATER)
        told = only(team.once(LATER), "transcript", "maria")
        contains(told.text, "2026-08-13")
        equal(team.show("D-1")["due"], "2026-03-20T19:00:00Z")


def story_help_in_an_answer():
    """Who asks what can be written is told it, in both forms of the mail, also when nothing was wrong."""
    with Team() as team:
        ask = only(proposed(team), "ask", "jonas")
        team.reply("jonas", ask, "help", LATER)
        answer = only(team.once(LATER), "transcript", "jonas")
        contains(answer.text, "this was done")
        for text in (answer.text, answer.html):
            contains(text, "To a decision")
            contains(text, "Who asked it")
        team.reply("jonas", ask, "agree", "2026-03-02T11:00:00Z")
        answer = only(team.once("2026-03-02T11:00:00Z"), "transcript", "jonas")
        contains(answer.text, "your position: agree\n")
        equal("What can be written" in answer.text, False)
        contains(answer.html, "agree")
        equal("()" in answer.text + answer.html, False)
