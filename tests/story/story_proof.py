"""A decision can be worked out again by a program that shares nothing with ours, and a change is found."""
import base64
import json
import random

from moot import Team, check_proof, contains, equal, only
from story_method import MONDAY, TUESDAY, opened, say

BODY = "Owner: maria\nMethod: {}\nDue: {}\n\nLet us.\n"


def decided(team, method="majority", due="in 3wd"):
    asks = opened(team, "[DECISION] Runners", BODY.format(method, due))
    mails = say(team, asks, "tom", "agree", TUESDAY)
    mails += say(team, asks, "jonas", "agree: it is time", TUESDAY)
    mails += team.until(TUESDAY, "2026-03-09T16:00:00Z", 60)
    return team.run("show", "D-1", "--proof").stdout, mails


def story_proof_holds_with_its_witnesses():
    with Team() as team:
        proof, mails = decided(team)
        outcome = only(mails, "outcome", "tom")
        check_proof(proof, outcome.path)
        equal(json.loads(proof)["format"], "mailmoot proof 1")
        mbox = base64.b64decode(json.loads(proof)["mbox"])
        contains(mbox.decode(), "agree: it is time")


def story_proof_of_another_history_is_found():
    """Rewritten as a whole it is sound in itself; the mails people hold tell."""
    with Team() as team, Team() as other:
        proof, _ = decided(team)
        _, mails = decided(other, method="consent")
        check_proof(proof, only(mails, "outcome", "tom").path, should="was sent from another history")


def story_proof_with_a_flipped_byte():
    """In any event, in any part of it, and in any mail."""
    with Team() as team:
        proof, _ = decided(team)
        whole = json.loads(proof)
        chance = random.Random(7)
        for number, event in enumerate(whole["history"]):
            key = chance.choice([key for key in ("at", "person", "what", "detail", "data", "link") if event[key]])
            forged = json.loads(proof)
            text = event[key]
            at = chance.choice([i for i, letter in enumerate(text) if letter.isalnum()])
            flipped = "1" if text[at] == "0" else "0"
            forged["history"][number][key] = text[:at] + flipped + text[at + 1:]
            try:
                check_proof(json.dumps(forged), should="does not follow")
            except AssertionError as why:
                # Data that is no JSON any more stops the checker where it stands.
                contains(str(why), "Traceback")
        mbox = bytearray(base64.b64decode(whole["mbox"]))
        mbox[len(mbox) // 2] ^= 1
        whole["mbox"] = base64.b64encode(bytes(mbox)).decode()
        check_proof(json.dumps(whole), should="a mail is not in the history")


def story_proof_with_another_outcome():
    """Whoever forges the chain as well still has to make the count agree."""
    with Team() as team:
        proof, _ = decided(team)
        forged = proof.replace('\\"verdict\\":\\"passes\\"', '\\"verdict\\":\\"fails\\"')
        check_proof(forged, should="the count gives passes, not fails")


def story_proof_waits_for_sealed_positions():
    with Team() as team:
        opened(team, "[DECISION] Runners", BODY.format("apache-vote", "in 3wd"))
        done = team.run("show", "D-1", "--proof", check=False)
        sealed = '"hidden": true' in team.run("show", "D-1", "--json").stdout
        equal(done.returncode, 1 if sealed else 0)
