"""What cannot be is answered once, with the line to send instead; and that line works."""
from moot import Team, contains, equal, none, only
from story_method import ALL, MONDAY, TUESDAY, opened, say, state

LATER = "2026-03-02T10:00:00Z"


def drafted(team, body, subject="[DECISION] Runners", cc=ALL, at=MONDAY):
    """One mail to who wrote, and none to anybody else."""
    team.mail("maria", subject, body, at, cc=cc)
    mails = team.once(at)
    equal([(mail.kind, mail.to) for mail in mails], [("receipt", "maria")])
    equal(state(team), "draft")
    return mails[0]


def mended(team, draft, line, at=LATER):
    """The one line that the mail gives, sent as it stands."""
    contains(draft.text, f"\n  {line}\n")
    team.reply("maria", draft, line, at)
    mails = team.once(at)
    contains(only(mails, "transcript", "maria").text, "it is now")
    return mails


def story_two_owners():
    with Team() as team:
        draft = drafted(team, "Owner: maria, jonas\nDue: 2026-03-06\n\nLet us.\n")
        contains(draft.text, 'name one person: "Owner: maria" or "Owner: jonas"')
        contains(draft.text, "\n  Owner:\n")
        team.reply("maria", draft, "Owner: jonas", LATER)
        only(team.once(LATER), "ask", "jonas")
        equal((state(team), team.show("D-1")["owner"]), ("proposed", "jonas"))


def story_two_owners_on_two_lines():
    with Team() as team:
        draft = drafted(team, "Owner: maria\nDriver: jonas\n\nLet us.\n")
        contains(draft.text, 'name one person: "Owner: maria" or "Owner: jonas"')
        team.reply("maria", draft, "owner maria", LATER)
        team.once(LATER)
        equal((state(team), team.show("D-1")["owner"]), ("proposed", "maria"))


def story_owner_nobody_knows():
    with Team() as team:
        draft = drafted(team, "Owner: jonsa\n\nLet us.\n")
        contains(draft.text, 'nobody here is called "jonsa"; did you mean "jonas"?')
        mended(team, draft, "Owner: jonas")
        equal(team.show("D-1")["owner"], "jonas")


def story_unknown_decider():
    with Team() as team:
        draft = drafted(team, "Owner: maria\nDeciders: jonas, pria\n\nNow.\n", cc=())
        contains(draft.text, 'nobody here is called "pria"; did you mean "priya"?')
        mails = mended(team, draft, "Deciders: jonas, priya")
        equal(sorted(mail.to for mail in mails if mail.kind == "ask"), ["jonas", "priya"])


def story_date_in_the_past():
    with Team() as team:
        draft = drafted(team, "Owner: maria\nDue: 2026-02-02\n\nNow.\n")
        contains(draft.text, "is over")
        mended(team, draft, "Due: fair 8wh")
        equal(team.show("D-1")["due"], "2026-03-03T10:00:00Z")


def story_date_that_is_none():
    with Team() as team:
        draft = drafted(team, "Owner: maria\nDue: 3/4/2026\n\nNow.\n")
        contains(draft.text, 'did you mean "')
        contains(draft.text, "2026-04-03 or 2026-03-04")
        contains(draft.text, "\n  Due:\n")
        team.reply("maria", draft, "Due: 2026-03-04", LATER)
        team.once(LATER)
        equal(state(team), "proposed")


def story_deadline_in_everyones_night():
    """22:00 to 22:30 in Berlin: nobody who decides works; it is refused."""
    with Team() as team:
        draft = drafted(team, "Owner: maria\nDue: 2026-03-02 22:30 Europe/Berlin\n\nNow.\n", cc=("jonas", "tom"),
                        at="2026-03-02T18:00:00Z")
        contains(draft.text, "leaves nobody any working time of their own")
        mended(team, draft, "Due: fair 8wh", "2026-03-02T18:10:00Z")


def story_deadline_in_somebodys_night():
    """Others have time: it goes on its way, and the answer names who has none."""
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", "Owner: maria\nDue: 2026-03-02 17:00 UTC\n\nNow.\n", "2026-03-02T15:00:00Z",
                  cc=("li", "jonas"))
        receipt = only(team.once("2026-03-02T15:00:00Z"), "receipt", "maria")
        contains(receipt.text, "this leaves Li Chen no working time at all")
        team.reply("maria", receipt, "Due: fair 8wh", "2026-03-02T15:30:00Z")
        contains(only(team.once("2026-03-02T15:30:00Z"), "transcript", "maria").text, "it is now due")


def story_unknown_method():
    with Team() as team:
        draft = drafted(team, "Owner: maria\nMethod: coin toss\n\nLet us.\n")
        contains(draft.text, "not known; there are consent, owner-decides")
        mended(team, draft, "Method: consent")
        equal(team.show("D-1")["details"]["method"], "consent")


def story_several_mistakes_in_one_answer():
    with Team() as team:
        draft = drafted(team, "Owner: maria, jonas\nMethod: coin toss\nDue: yesterday\nDeciders: pria\n")
        for line in ("Owner:", "Rationale:", "Method: consent", "Deciders: priya", "Due: in 2wd"):
            contains(draft.text, f"\n  {line}\n")
        address, subject, body = draft.button("Rationale:")
        filled = body.replace("Rationale: ", "Rationale: it is slow").replace("Owner: ", "Owner: maria")
        team.mail("maria", subject, filled, LATER, to=address)
        only(team.once(LATER), "transcript", "maria")
        equal(state(team), "proposed")


def story_draft_that_is_still_not_whole():
    with Team() as team:
        draft = drafted(team, "Owner: maria, jonas\nDue: 2026-02-02\n\nLet us.\n")
        team.reply("maria", draft, "Owner: tom", LATER)
        again = only(team.once(LATER), "transcript", "maria")
        contains(again.text, 'answer with the line "Due: fair 8wh"')
        team.reply("maria", again, "Due: fair 8wh", LATER)
        team.once(LATER)
        equal((state(team), team.show("D-1")["owner"]), ("proposed", "tom"))


def story_draft_that_is_dropped():
    """Nobody but who wrote it ever hears of it."""
    with Team() as team:
        draft = drafted(team, "Owner: maria, jonas\n\nLet us.\n")
        team.reply("maria", draft, "withdraw", LATER)
        mails = team.until(LATER, "2026-03-03T18:00:00Z", 60)
        equal({mail.to for mail in mails}, {"maria"})
        equal(state(team), "withdrawn")


# ---- answers to what runs, or has ended ----

def story_option_not_offered():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", "Owner: jonas\nMethod: owner-decides\nOptions:\n1. ours\n2. theirs\n\nNow.\n")
        mails = say(team, asks, "jonas", "decide: 3, because I like it", LATER)
        equal([mail.to for mail in mails], ["jonas"])
        contains(mails[0].text, 'write "decide: 1" for ours or "decide: 2" for theirs')
        team.reply("jonas", mails[0], "decide: 2, because it is there", LATER)
        team.once(LATER)
        equal(team.show("D-1")["outcome"]["decision"], "theirs")


def story_date_past_in_an_order():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", "Owner: jonas\nDue: 2026-03-06\n\nNow.\n")
        before = team.show("D-1")["due"]
        for line in ("due 2026-02-02", "Due: 2026-02-02"):
            contains(only(say(team, asks, "jonas", line, TUESDAY), "transcript", "jonas").text, 'is over; write for example "fri 14:00"')
        equal(team.show("D-1")["due"], before)
        equal(only(say(team, asks, "jonas", "Due: fri 14:00", TUESDAY), "transcript", "jonas").text.count("it is now due"), 1)
        equal(team.show("D-1")["due"], "2026-03-06T13:00:00Z")


def story_fields_in_a_reply_are_orders():
    """What stands on top of a reply is never lost: it is done, or refused with its reason."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", "Owner: maria\nDue: 2026-03-06\nDeciders: jonas, tom\n\nNow.\n", cc=())
        contains(only(say(team, asks, "jonas", "Deciders: jonas", TUESDAY), "transcript", "jonas").text, "only the owner")
        team.mail("maria", "Re: [D-1] Runners", "Deciders: jonas, prya\n", TUESDAY)
        confirm = only(team.once(TUESDAY), "answer", "maria")
        team.reply("maria", confirm, "confirm", TUESDAY)
        answer = only(team.once(TUESDAY), "transcript", "maria")
        contains(answer.text, 'did you mean "priya"?')
        equal(team.show("D-1")["details"]["deciders"], ["jonas", "tom"])
        team.reply("maria", answer, "Deciders: jonas, priya\nRationale: it is slow\nMethod: majority", "2026-03-03T12:00:00Z")
        mails = team.until("2026-03-03T12:00:00Z", "2026-03-04T08:00:00Z", 60)
        told = only(mails, "transcript", "maria").text
        contains(told, "deciders are Jonas Weber, Priya Nair")
        contains(told, '"Method" is set when a decision is opened')
        only(mails, "ask", "priya")
        equal(team.show("D-1")["fields"]["rationale"], "it is slow")
        none(team.until("2026-03-04T09:00:00Z", "2026-03-06T12:00:00Z", 60), "reminder", "tom")


def story_vote_too_late():
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", "Owner: maria\nDue: 2026-03-03 13:00\n\nNow.\n")
        team.until(TUESDAY, "2026-03-03T16:30:00Z", 30)
        equal(state(team), "accepted")
        team.until("2026-03-03T17:00:00Z", "2026-03-04T09:00:00Z", 60)
        mails = say(team, asks, "jonas", "object: too late", "2026-03-04T09:10:00Z")
        equal([mail.to for mail in mails], ["jonas"])
        contains(mails[0].text, "this is accepted since Tue 2026-03-03")
        contains(mails[0].text, "your vote was not counted")
        equal([p["person"] for p in team.show("D-1")["positions"]], [])


def story_vote_of_no_decider():
    """It is a comment; the owner hears of it once, however often it is written."""
    with Team() as team:
        team.mail("maria", "[DECISION] Runners", "Owner: maria\nDeciders: jonas\nInformed: tom\nDue: 2026-03-06\n\nNow.\n", MONDAY)
        told = only(team.once(MONDAY), "report", "tom")
        team.reply("tom", told, "+1", "2026-03-02T13:00:00Z")
        mails = team.once("2026-03-02T13:00:00Z")
        contains(only(mails, "transcript", "tom").text, "is noted, but not counted: you are not one of the deciders")
        word = only(mails, "report", "maria")
        contains(word.text, "Tom Berg is not one of the deciders")
        contains(word.text, "Deciders: jonas, tom")
        team.reply("tom", told, "object: it is dear", "2026-03-02T13:10:00Z")
        mails = team.once("2026-03-02T13:10:00Z")
        only(mails, "transcript", "tom")
        none(mails, "report", "maria")
        team.reply("maria", word, "Deciders: jonas, tom", "2026-03-02T14:00:00Z")
        team.once("2026-03-02T14:00:00Z")
        equal([(p["person"], p["counted"]) for p in team.show("D-1")["positions"]], [("tom", True)])


def story_trailers_of_others():
    """`Approved-by:` speaks for who sent the mail, and for nobody else."""
    with Team() as team:
        asks = opened(team, "[DECISION] Runners", "Owner: maria\nDue: 2026-03-06\n\nNow.\n")
        mails = say(team, asks, "jonas", "Approved-by: Priya Nair <priya@acme.example>", TUESDAY)
        contains(only(mails, "transcript", "jonas").text, "listed as claimed, and not counted")
        equal(team.show("D-1")["positions"], [])
        contains(team.run("why", "D-1").stdout, "Approved-by: Priya Nair <priya@acme.example>")
        say(team, asks, "jonas", "Looks fine.\n\nApproved-by: Jonas Weber <jonas@acme.example>\nAcked-by: Tom Berg <tom@acme.example>", TUESDAY)
        equal([(p["person"], p["position"]) for p in team.show("D-1")["positions"]], [("jonas", "agree")])


def story_typing_error_in_a_tag():
    with Team() as team:
        team.mail("maria", "[URGNT:payments] checkout is down", "All of it.\n", MONDAY)
        answer = only(team.once(MONDAY), "answer", "maria")
        contains(answer.text, "Did you mean this? Then send it again with the subject:\n\n  [URGENT:payments] checkout is down\n")
        contains(answer.html, "<code>[URGENT:payments] checkout is down</code>")
        equal(team.json("list"), [])
