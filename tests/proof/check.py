#!/usr/bin/env python3
"""Check what `mailmoot show ID --proof` printed, with nothing of mailmoot's own code.

usage: check.py PROOF.json [MAIL...]

Chain, mails, positions, deadline in working time, count and outcome. A MAIL is one somebody was sent about the
item: its link must stand in the chain, so that a history rewritten as a whole is found too.
"""
import base64
import email
import hashlib
import json
import re
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

FAULTS = []
ENDS = ("accepted", "rejected", "withdrawn", "expired")

def deny(is_wrong, text):
    if is_wrong:
        FAULTS.append(text)

def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))

def parse(text):
    return json.loads(text) if text else {}

def told(history, what):
    return [parse(event["data"]) for event in history if event["what"] == what]

def check_chain(item, history):
    before = ""
    for number, event in enumerate(history, 1):
        parts = (before, item["id"], event["at"], event["person"], event["what"], event["detail"], event["data"])
        encoded = [(part or "").encode() for part in parts]
        link = hashlib.sha256(b"".join(b"%d:%s," % (len(part), part) for part in encoded)).hexdigest()
        deny(link != event["link"], f"event {number} ({event['what']} at {event['at']}) does not follow from those before it")
        before = event["link"] or ""

def check_witnesses(history, paths):
    links = {event["link"] for event in history}
    for path in paths:
        with open(path, "rb") as file:
            link = email.message_from_binary_file(file)["X-Mailmoot-History"]
        deny(link not in links, f"{path} was sent from another history")

def check_mails(history, mbox):
    """mboxrd: a mail ends before the next line of "From ", and one line end was added to it."""
    mails = [re.sub(rb"(?m)^>(>*From )", rb"\1", part[:-1]) for part in re.split(rb"(?m)^From [^\n]*\n", mbox)[1:]]
    kept = {hashlib.sha256(mail).hexdigest() for mail in mails}
    said = {data.get("sha256"): data.get("message_id") for data in told(history, "mail")}
    for mail in kept - set(said):
        FAULTS.append(f"a mail is not in the history: {mail[:16]}")
    for name in [name for mail, name in said.items() if mail not in kept]:
        print(f"note: <{name}> is not kept (too large); its hash stands in the chain")
    return set(said.values())

def check_positions(history, end, basis, ids):
    """The last of each before the end, as the history tells it; sealed ones are told at the end alone."""
    last = {data["person"]: data for data in told(history[:end], "position") if data}
    for position in basis["positions"]:
        deny(position["message_id"] not in ids, f"the position of {position['person']} came in no mail that is known")
        was = last.get(position["person"])
        deny(was and any(was[key] != position[key] for key in ("position", "at", "counted", "message_id")),
             f"the position of {position['person']} is not what they wrote last")
    deny(set(last) - {position["person"] for position in basis["positions"]}, "a position is left out of the count")

def check_clock(clock, history):
    name, mine = clock["name"], [one for one in told(history, "clock started") if one.get("clock") == clock["name"]]
    moves = [parse(event["data"]) for event in history if event["what"] in ("clock started", "clock moved", "clock resumed")]
    dues = [one["due"] for one in moves if one.get("clock") == name]
    deny(not mine or dues[-1] != clock["due"] or any(mine[-1][key] != clock[key] for key in ("person", "norm", "started")),
         f"the clock {name} is not the one that was started")
    pieces = clock.get("pieces", [])
    if not pieces:
        return
    ends = [clock["started"]] + [piece["until"] for piece in pieces]
    deny(ends[:-1] != [piece["from"] for piece in pieces] or ends[-1] != clock["due"], f"the pieces of {name} leave a gap")
    counted = sum((instant(p["until"]) - instant(p["from"])).total_seconds() for p in pieces if p["counts"])
    deny(counted != clock["counted"], f"the pieces of {name} make {counted} seconds, not {clock['counted']}")
    norm = re.fullmatch(r"(?:in )?(\d+)(wd|wh)", clock["by_norm"] and clock["norm"] or "")
    zone = ZoneInfo(clock.get("zone", "UTC"))
    days = {instant(p["from"]).astimezone(zone).date() for p in pieces if p["counts"]}
    days.add(instant(clock["due"]).astimezone(zone).date())
    deny(norm and norm[2] == "wh" and counted != int(norm[1]) * 3600, f"{name}: {counted} seconds are not {norm and norm[0]}")
    deny(norm and norm[2] == "wd" and len(days) - 1 != int(norm[1]), f"{name}: {len(days) - 1} working days are not {norm and norm[0]}")
    for one in told(history, "extended"):
        deny(clock["due"] == one["due"] and one["working_seconds"] not in (0, counted), f"{name}: not extended by half, but by {counted} seconds")

def check_times(clocks, history):
    """Working hours of each and their index; extended once; a window in which everyone works, or is named."""
    for one in told(history, "fairness"):
        own = [row["working_seconds"] for row in one["deciders"] if not row["away"]]
        deny(one["index"] != (min(own) * 100 // max(own) if any(own) else 0), f"fairness is not {one['index']} percent")
    deny(len(told(history, "extended")) > 1, "it was extended more than once")
    windows = told(history, "window") or [None]
    for clock in [one for one in clocks if (one["norm"] or "").startswith("overlap")]:
        window = windows[-1] or {"start": "", "end": "", "minutes": 0, "people": []}
        deny(window["end"] != clock["due"], "it does not close at the end of its window")
    for window in filter(None, windows):
        start, end = instant(window["start"]), instant(window["end"])
        deny((end - start).total_seconds() != window["minutes"] * 60, "a window has another length than was asked for")
        deny([one for one in window["people"] if not one["outside"] and not
              instant(one["from"]) <= start < end <= instant(one["until"])], "somebody does not work in the window")

def voice_of(decider, basis, said):
    who = decider
    for step in range(20):
        if who in said and (said[who]["counted"] or step):
            return said[who]
        who = basis.get("delegations", {}).get(who)

def winner_of(kind, ballots, count):
    options = range(1, count + 1)
    if kind == "approval":
        score = {one: sum(one in ballot for ballot in ballots) for one in options}
        best = [one for one in options if score[one] == max(score.values())]
        return best[0] if len(best) == 1 and score[best[0]] else 0
    rank = [{one: ballot.index(one) if one in ballot else count for one in options} for ballot in ballots]
    beats = {(a, b): sum(r[a] < r[b] for r in rank) for a in options for b in options}
    path = {pair: beats[pair] if beats[pair] > beats[pair[::-1]] else 0 for pair in beats}
    for by in options:
        for a in options:
            for b in options:
                path[a, b] = max(path[a, b], min(path[a, by], path[by, b]))
    best = [a for a in options if all(a == b or path[a, b] > path[b, a] for b in options)]
    return best[0] if ballots and len(best) == 1 else 0

def verdict_of(basis):
    rules, deciders = basis["method_rules"], basis.get("deciders", [])
    said = {position["person"]: position for position in basis["positions"]}
    voices = [voice for voice in (voice_of(one, basis, said) for one in deciders) if voice]
    count = {word: sum(v["position"] == word and not (word == "object" and v["resolved"]) for v in voices)
             for word in ("agree", "disagree", "object")}
    heard = {*deciders, *basis.get("delegations", {}).values()}
    live = [o for o in basis.get("objections", []) if o["state"] == "open" and o["counted"] and o["person"] in heard
            and rules[{"object": "objection_blocks", "concern": "concern_blocks"}[o["kind"]]]]
    seconds = sum(one != basis["opener"] and (one in basis.get("seconds", []) or (
        (voice_of(one, basis, said) or {}).get("position") == "agree")) for one in deciders)
    against = count["disagree"] + count["object"]
    of = len(deciders) if rules["of_eligible"] else count["agree"] + against
    have, need = count["agree"] * 100, rules["pass"] * of
    enough = count["agree"] >= rules["agrees"] and (
        (rules["pass"] == 0 and not rules["above"])
        or (rules["decides"] == "consent" if of == 0 else have > need if rules["above"] else have >= need))
    options, chosen = basis.get("options", []), basis.get("chosen")
    texts = [basis.get("choices", {}).get(voice["person"]) for voice in voices]
    ballots = [[int(number) for number in re.findall(r"\d+", text)] for text in texts if text]
    won = rules["ballot"] != "none" and winner_of(rules["ballot"], ballots, len(options))
    return ("objection" if live else "quorum" if len(voices) * 100 < rules["quorum"] * len(deciders)
            else "second" if seconds < rules["seconds"] else "owner" if not chosen and rules["decides"] == "owner"
            else "fails" if not enough else "passes" if chosen or len(options) < 2 or won else "choice")

def check_early(history, end, basis):
    """Nobody who was silent could have changed it, and everyone had the time the method grants."""
    notes, verdict = told(history[:end], "closes early"), verdict_of(basis)
    said, rules = {position["person"]: position for position in basis["positions"]}, basis["method_rules"]
    silent = [one for one in basis.get("deciders", []) if not voice_of(one, basis, said)]
    deny(silent and (rules["objection_blocks"] or rules["concern_blocks"] or rules["ballot"] != "none" and len(basis.get("options", [])) > 1),
         "it was closed early, and somebody silent could have stopped it")
    for word in ("agree", "disagree"):
        more = [{"person": one, "position": word, "reason": "", "resolved": False, "counted": True} for one in silent]
        deny(verdict_of({**basis, "positions": basis["positions"] + more}) != verdict, f"it was closed early; {word} could have changed it")
    deny(not notes or history[end]["at"] < notes[-1]["earliest"], "it was closed before its deadline")

def check_end(item, history, ids):
    ends = [number for number, event in enumerate(history) if event["what"] in ENDS and event["data"]]
    if not ends:
        return deny(item["state"] in ENDS, "it has ended, and the history does not say so")
    end, basis = ends[-1], parse(history[ends[-1]]["data"])
    check_positions(history, end, basis, ids)
    if "method_rules" not in basis:  # decided elsewhere, or given up before it began
        return deny(basis["how"] == "method", "it was counted by no method")
    verdict, state = verdict_of(basis), history[end]["what"]
    deny(verdict != basis["verdict"], f"the count gives {verdict}, not {basis['verdict']}")
    deny(basis["how"] == "method" and {"passes": "accepted", "fails": "rejected"}.get(verdict) != state, f"{verdict} does not make it {state}")
    deny(state == "accepted" and verdict == "objection", "it was accepted over an objection")
    if basis["how"] == "method" and basis["due"] and history[end]["at"] < basis["due"]:
        check_early(history, end, basis)

def main(path, *witnesses):
    with open(path, encoding="utf-8") as file:
        proof = json.load(file)
    item, history = proof["item"], proof["history"]
    check_chain(item, history)
    check_witnesses(history, witnesses)
    ids = check_mails(history, base64.b64decode(proof["mbox"]))
    for clock in proof["clocks"]:
        check_clock(clock, history)
    check_times(proof["clocks"], history)
    check_end(item, history, ids)
    print("".join(f"fault: {text}\n" for text in FAULTS) + f"{item['id']}: {len(history)} events, {len(ids)} mails, {len(FAULTS)} faults")
    return 1 if FAULTS else 0

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
