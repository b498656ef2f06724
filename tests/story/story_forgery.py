"""A forged header never gains anything."""
from moot import GATEWAY, Team, contains, equal, holds, none, only

MONDAY = "2026-03-02T09:00:00Z"
LATER = "2026-03-02T10:00:00Z"


def proposed(team):
    team.mail("maria", "[DECISION] Move CI", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", MONDAY,
              cc=("jonas", "priya"))
    return team.once(MONDAY)


def positions(team):
    return {p["person"]: p["position"] for p in team.show("D-1")["positions"]}


def story_from_alone_does_not_vote():
    """Anybody can write Jonas's name; the vote waits for his word."""
    with Team() as team:
        proposed(team)
        team.mail("jonas", "Re: [D-1] Move CI", "+1\n", LATER)
        mails = team.once(LATER)
        equal(positions(team), {})
        asked = only(mails, "answer", "jonas")
        team.reply("jonas", asked, "confirm", "2026-03-02T10:10:00Z")
        team.once("2026-03-02T10:10:00Z")
        equal(positions(team), {"jonas": "agree"})


def story_confirmation_that_may_not_be_asked_for():
    """Where no answer is allowed the operator hears of what is held, so it is not forgotten."""
    with Team(person_extra={"tom": 'digest = "off"'}) as team:
        proposed(team)
        team.mail("jonas", "Re: [D-1] Move CI", "+1\n", LATER, headers={"X-Auto-Response-Suppress": "All"})
        mails = team.until(LATER, "2026-03-03T10:00:00Z", 60)
        none(mails, to="jonas")
        contains(only(mails, "report", "tom").text, "Re: [D-1] Move CI")


def story_confirmation_of_a_long_mail():
    """Whoever writes in another's name cannot fill that person's mailbox with it; the whole of it counts once confirmed."""
    with Team() as team:
        proposed(team)
        team.mail("jonas", "Re: [D-1] Move CI", "object: it is slow\n\n" + "one more line of words\n" * 20000, LATER)
        asked = only(team.once(LATER), "answer", "jonas")
        contains(asked.text, "object: it is slow")
        holds(len(asked.raw) < 20000, len(asked.raw))


def story_confirmation_by_somebody_else():
    with Team() as team:
        proposed(team)
        team.mail("jonas", "Re: [D-1] Move CI", "+1\n", LATER)
        asked = only(team.once(LATER), "answer", "jonas")
        team.reply("priya", asked, "confirm", "2026-03-02T10:10:00Z")
        team.once("2026-03-02T10:10:00Z")
        equal(positions(team), {})


def story_confirmation_in_other_words():
    """Not the word, so nothing counts; but no silence, and the answer can be confirmed as the first mail could."""
    with Team() as team:
        proposed(team)
        team.mail("jonas", "Re: [D-1] Move CI", "+1\n", LATER)
        asked = only(team.once(LATER), "answer", "jonas")
        team.reply("jonas", asked, "Sure, that was me.", "2026-03-02T10:10:00Z")
        again = only(team.once("2026-03-02T10:10:00Z"), "transcript", "jonas")
        contains(again.text, 'answer with the line "confirm"')
        equal(positions(team), {})
        # The same words again are a robot's.
        team.reply("jonas", again, "Sure, that was me.", "2026-03-02T10:12:00Z")
        equal(team.once("2026-03-02T10:12:00Z"), [])
        team.reply("jonas", again, "confirm", "2026-03-02T10:20:00Z")
        team.once("2026-03-02T10:20:00Z")
        equal(positions(team), {"jonas": "agree"})
        team.reply("jonas", asked, "confirm", "2026-03-02T10:30:00Z")
        contains(only(team.once("2026-03-02T10:30:00Z"), "transcript", "jonas").text, "waits no more")


def story_confirmation_that_is_none():
    """The word with anything beside it is not the word."""
    with Team() as team:
        proposed(team)
        team.mail("jonas", "Re: [D-1] Move CI", "+1\n", LATER)
        asked = only(team.once(LATER), "answer", "jonas")
        for minute, words in enumerate(("confirm?", "confirm not", "confirm: no", "!confirm?", "do not confirm", "> confirm")):
            at = f"2026-03-02T10:1{minute}:00Z"
            team.reply("jonas", asked, words, at)
            only(team.once(at), "transcript", "jonas")
            equal((words, positions(team)), (words, {}))
        team.reply("jonas", asked, "Confirm!", "2026-03-02T10:20:00Z")
        team.once("2026-03-02T10:20:00Z")
        equal(positions(team), {"jonas": "agree"})


def story_confirmation_of_an_answer_to_a_forwarded_ask():
    """Priya writes to the address that was made for Jonas: her word makes it her own vote, not his."""
    with Team() as team:
        ask = only(proposed(team), "ask", "jonas")
        team.mail("priya", "Re: [D-1] Move CI", "agree\n", LATER, to=ask.reply_to)
        asked = only(team.once(LATER), "answer", "priya")
        team.reply("priya", asked, "confirm", "2026-03-02T10:10:00Z")
        only(team.once("2026-03-02T10:10:00Z"), "transcript", "priya")
        equal(positions(team), {"priya": "agree"})


def story_aligned_answer_to_a_forwarded_ask():
    """Her own server's word proves Priya; the address says that the answer was Jonas's. She is asked, and comments are not."""
    with Team(extra='trust { authserv = {"mx.acme.example"} }') as team:
        ask = only(proposed(team), "ask", "jonas")
        head = ("Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\n"
                "Received: from mail.acme.example by mx.acme.example; Mon, 2 Mar 2026 10:00:00 +0000\n"
                f"From: priya@acme.example\nTo: {ask.reply_to}\nSubject: Re: [D-1] Move CI\n")
        team.post(head + "Message-ID: <fa1@x.example>\n\nWhat does it cost?\n")
        only(team.once(LATER), "transcript", "priya")
        team.post(head + "Message-ID: <fa2@x.example>\n\nagree\n")
        asked = only(team.once("2026-03-02T10:10:00Z"), "answer", "priya")
        contains(asked.text, "somebody else's answer")
        equal(positions(team), {})
        team.reply("priya", asked, "confirm", "2026-03-02T10:20:00Z")
        team.once("2026-03-02T10:20:00Z")
        equal(positions(team), {"priya": "agree"})


def story_confirmation_that_proves_too_little():
    """Where a vote needs more than a token, a bare confirmation says so, and one that is proven as well is enough."""
    with Team(extra='trust {\n authserv = {"mx.acme.example"}\n vote = aligned\n}') as team:
        proposed(team)
        team.mail("jonas", "Re: [D-1] Move CI", "+1\n", LATER)
        asked = only(team.once(LATER), "answer", "jonas")
        team.reply("jonas", asked, "confirm", "2026-03-02T10:10:00Z")
        contains(only(team.once("2026-03-02T10:10:00Z"), "transcript", "jonas").text, "'aligned' is needed")
        equal(positions(team), {})
        team.post("Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\n"
                  "Received: from mail.acme.example by mx.acme.example; Mon, 2 Mar 2026 10:20:00 +0000\n"
                  f"From: jonas@acme.example\nTo: {asked.reply_to}\nSubject: Re: x\nMessage-ID: <cp@x.example>\n\nconfirm\n")
        team.once("2026-03-02T10:20:00Z")
        equal(positions(team), {"jonas": "agree"})


def story_guessed_token():
    with Team() as team:
        ask = only(proposed(team), "ask", "jonas")
        local, domain = ask.reply_to.split("@")
        last = "a" if local[-1] != "a" else "b"
        team.mail("jonas", "Re: [D-1] Move CI", "+1\n", LATER, to=f"{local[:-1]}{last}@{domain}")
        team.once(LATER)
        equal(positions(team), {})


def story_two_from_lines():
    with Team() as team:
        ask = only(proposed(team), "ask", "jonas")
        team.post(f"From: eve@else.example\nFrom: jonas@acme.example\nTo: {ask.reply_to}\n"
                  f"Subject: Re: [D-1] Move CI\nMessage-ID: <tf@x.example>\nIn-Reply-To: {ask.id}\n\n+1\n")
        none(team.once(LATER), to="jonas")
        equal(positions(team), {})


def story_display_name_is_nobody():
    with Team() as team:
        proposed(team)
        team.post(f'From: "jonas@acme.example" <eve@else.example>\nTo: {GATEWAY}\n'
                  "Subject: Re: [D-1] Move CI\nMessage-ID: <dn@x.example>\n\n+1\n")
        none(team.once(LATER), to="eve")
        equal(positions(team), {})


def story_authentication_results_of_a_stranger():
    """Only our own server's word counts, and only above the first foreign hop."""
    extra = 'trust { authserv = {"mx.acme.example"} }'
    with Team(extra=extra) as team:
        proposed(team)
        head = f"To: {GATEWAY}\nFrom: jonas@acme.example\nSubject: Re: [D-1] Move CI\n"
        # Another server's, then ours below a foreign hop.
        team.post("Authentication-Results: mx.evil.example; dmarc=pass header.from=acme.example\n"
                  "Message-ID: <ar1@x.example>\n" + head + "\n+1\n")
        team.post("Received: from evil.example by mx.acme.example; Mon, 2 Mar 2026 09:00:00 +0000\n"
                  "Received: from x by evil.example; Mon, 2 Mar 2026 08:59:00 +0000\n"
                  "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\n"
                  "Message-ID: <ar2@x.example>\n" + head + "\n+1\n")
        team.once(LATER)
        equal(positions(team), {})
        team.post("Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\n"
                  "Received: from mail.acme.example by mx.acme.example; Mon, 2 Mar 2026 09:00:00 +0000\n"
                  "Message-ID: <ar3@x.example>\n" + head + "\n+1\n")
        team.once("2026-03-02T10:30:00Z")
        equal(positions(team), {"jonas": "agree"})


def story_dmarc_failed_with_a_good_token():
    extra = 'trust { authserv = {"mx.acme.example"} }'
    with Team(extra=extra) as team:
        ask = only(proposed(team), "ask", "jonas")
        team.post("Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example\n"
                  "Received: from evil.example by mx.acme.example; Mon, 2 Mar 2026 09:00:00 +0000\n"
                  f"From: jonas@acme.example\nTo: {ask.reply_to}\nSubject: Re: [D-1] Move CI\n"
                  "Message-ID: <df@x.example>\n\n+1\n")
        team.once(LATER)
        equal(positions(team), {})


def story_our_control_headers_from_outside():
    with Team() as team:
        team.post(f"From: jonas@acme.example\nTo: {GATEWAY}\nSubject: [STATUS:apollo] week 10\n"
                  "Message-ID: <ch@x.example>\nX-Mailmoot-Item: D-1\nX-Mailmoot-Notice: outcome\n"
                  "X-Mailmoot-Loop: guessed\n\nHealth: green\n")
        only(team.once(MONDAY), "receipt", "jonas")
        equal(len(team.list()), 1)


def story_header_injection():
    """What people write reaches our headers, but never makes one."""
    with Team() as team:
        team.post(f"From: =?utf-8?q?Jonas=0D=0ABcc=3A_eve=40else=2Eexample?= <jonas@acme.example>\nTo: {GATEWAY}\n"
                  "Subject: [QUESTION] =?utf-8?q?a=0D=0ABcc=3A_eve=40else=2Eexample=0D=0A?=\n"
                  "Message-ID: <hi@x.example>\n\nOwner: priya\n\nWell?\n")
        for mail in team.once(MONDAY):
            holds(mail.mail["Bcc"] is None, mail.raw)
            holds(b"\nBcc:" not in mail.raw)


def story_html_in_a_title():
    with Team() as team:
        team.mail("maria", "[QUESTION] <script>alert(1)</script>", 'Owner: jonas\n\n<img src=x onerror="x">\n', MONDAY)
        ask = only(team.once(MONDAY), "ask", "jonas")
        holds("<script" not in ask.html and "<img" not in ask.html, ask.html)
        contains(ask.html, "&lt;script&gt;")


def story_vote_hidden_in_white():
    """What the reader of a mail cannot see does not vote."""
    with Team() as team:
        ask = only(proposed(team), "ask", "jonas")
        team.post(f"From: jonas@acme.example\nTo: {ask.reply_to}\nSubject: Re: [D-1] Move CI\n"
                  "Message-ID: <hw@x.example>\nContent-Type: text/html; charset=utf-8\n\n"
                  '<p style="display:none">-1: hidden</p><p>+1</p>\n')
        team.once(LATER)
        equal(positions(team), {"jonas": "agree"})


def story_own_address_as_sender():
    with Team() as team:
        team.post(f"From: {GATEWAY}\nTo: {GATEWAY}\nSubject: [DECISION] Obey\nMessage-ID: <oa@x.example>\n\nOwner: maria\n")
        equal(team.once(MONDAY), [])
        equal(team.list(), [])


REPORT = """From: MAILER-DAEMON@else.example
To: {gateway}
Subject: Undelivered Mail Returned to Sender
Message-ID: <report{number}@else.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; else.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1

--b
Content-Type: message/rfc822

Message-ID: {mid}
From: {gateway}
Subject: x

x
--b--
"""


def asked_after_reports(recipient):
    """Three days with a report about a mail to Priya; who is asked on the fourth."""
    with Team(person_extra={"priya": 'digest = "off"', "jonas": 'digest = "off"'}) as team:
        for day in (2, 3, 4):
            at = f"2026-03-0{day}T09:00:00Z"
            team.mail("maria", f"[QUESTION] Number {day}", "Owner: priya\n\nMay we?\n", at)
            ask = only(team.once(at), "ask", "priya")
            team.post(REPORT.format(gateway=GATEWAY, number=day, recipient=recipient, mid=ask.id))
            team.once(f"2026-03-0{day}T09:30:00Z")
        at = "2026-03-05T09:00:00Z"
        for who in ("jonas", "priya"):
            team.mail("maria", f"[QUESTION] For {who}", f"Owner: {who}\n\nMay we?\n", at)
        return sorted(mail.to for mail in team.once(at) if mail.kind == "ask")


def story_report_names_a_colleague():
    """A report about a mail to Priya says nothing of Jonas, whatever it names."""
    equal(asked_after_reports("jonas@acme.example"), ["jonas", "priya"])


def story_report_names_who_was_written_to():
    equal(asked_after_reports("priya@acme.example"), ["jonas"])


def story_message_id_of_somebody_else():
    """A stranger's mail with the same id, or a colleague's, silences nobody; the same mail twice is still one."""
    for first in ("eve@else.example", "priya@acme.example"):
        with Team() as team:
            ask = only(proposed(team), "ask", "jonas")
            team.post(f"From: {first}\nTo: {GATEWAY}\nSubject: x\nMessage-ID: <same@phone.example>\n\nhello\n")
            team.once(LATER)
            raw = (f"From: jonas@acme.example\nTo: {ask.reply_to}\nSubject: Re: [D-1] Move CI\n"
                   "Message-ID: <same@phone.example>\n\n+1\n")
            team.post(raw)
            only(team.once("2026-03-02T10:10:00Z"), "transcript", "jonas")
            equal(positions(team), {"jonas": "agree"})
            team.post(raw)
            # A list's copy, with the list as its author.
            team.post(raw.replace("jonas@acme.example", "team@lists.example") + "-- \nlist\n")
            equal(team.once("2026-03-02T10:20:00Z"), [])
            equal(len(team.json("held")), 1 if first.startswith("eve") else 0)


def story_flood_in_somebodys_name():
    """It ends after sixty answers, and Jonas's own vote still counts."""
    with Team() as team:
        ask = only(proposed(team), "ask", "jonas")
        for number in range(70):
            team.mail("jonas", "Re: [D-1] Move CI", f"+1 for the {number}th time\n", LATER)
        equal(len([mail for mail in team.once(LATER) if mail.to == "jonas"]), 60)
        team.reply("jonas", ask, "object: it stops the nightly build", "2026-03-02T10:10:00Z")
        only(team.once("2026-03-02T10:10:00Z"), "transcript", "jonas")
        equal(positions(team), {"jonas": "object"})


def story_notice_id_of_another_item():
    """Whoever has seen Jonas answer one decision cannot vote for him on the next."""
    with Team() as team:
        ask = only(proposed(team), "ask", "jonas")
        opening = team.mail("maria", "[DECISION] Buy chairs", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", LATER,
                            cc=("jonas", "priya"))
        team.once(LATER)
        head = f"From: jonas@acme.example\nTo: {GATEWAY}\n"
        team.post(head + f"Subject: Re: Buy chairs\nMessage-ID: <no1@x.example>\nIn-Reply-To: {opening}\n"
                  f"References: {ask.id} {opening}\n\n+1\n")
        asked = only(team.once("2026-03-02T10:10:00Z"), "answer", "jonas")
        equal((team.show("D-1")["positions"], team.show("D-2")["positions"]), ([], []))
        team.reply("jonas", asked, "confirm", "2026-03-02T10:12:00Z")
        team.once("2026-03-02T10:12:00Z")
        equal([p["position"] for p in team.show("D-2")["positions"]], ["agree"])
        # Of the same item it still proves enough.
        team.post(head + f"Subject: Re: Move CI\nMessage-ID: <no2@x.example>\nReferences: {ask.id}\n\n+1\n")
        team.once("2026-03-02T10:20:00Z")
        equal(positions(team), {"jonas": "agree"})
