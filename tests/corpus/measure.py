#!/usr/bin/env python3
"""How the program reads mail nobody here wrote: figures for each collection found in ../shared/corpus.

    tests/corpus/measure.py [--verbose] [vote|signature|bounce ...]
"""
import csv
import glob
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CORPUS = os.environ.get("CORPUS", os.path.join(ROOT, "..", "shared", "corpus"))
PROGRAM = os.environ.get("MAILMOOT", os.path.join(ROOT, "build", "mailmoot"))
VERBOSE = "--verbose" in sys.argv


def say(*words):
    if VERBOSE:
        print("   ", *words)


def inspect(*paths):
    done = subprocess.run([PROGRAM, "inspect", "--json", *paths], stdout=subprocess.PIPE, check=True,
                          text=True)
    if len(paths) == 1 and not done.stdout.count("\n{"):
        text = done.stdout.strip()
        return [json.loads(text)] if text.startswith("{\n") else [json.loads(l) for l in text.splitlines()]
    return [json.loads(line) for line in done.stdout.splitlines()]


def vote():
    facts = {}
    for mbox in glob.glob(f"{CORPUS}/vote/*.mbox"):
        for mail in inspect(mbox):
            facts[mail["message_id"]] = mail
    right = human = wrong = 0
    with open(f"{CORPUS}/vote/expected.tsv", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] == "ballot":
                continue
            mail = facts.get(row["message_id"].strip("<>"))
            position = (mail or {}).get("position")
            value = {"agree": "+1", "object": "-1", "disagree": "-1", "abstain": "0",
                     "unclear": "unclear"}.get(position["value"], "?") if position else "none"
            if value == (row["vote"] or "none") or (row["vote"] == "none" and "implied" in row["note"]
                                        and value == "unclear"):
                right += 1
            elif value == "unclear":
                human += 1
                say("human", row["n"], row["vote"], repr(mail["text"]["new"][:120]))
            else:
                wrong += 1
                say("WRONG", row["n"], row["vote"], value, row["note"], repr((mail or {"text": {"new": "?"}})["text"]["new"][:160]))
    print(f"vote       {right} right, {human} asked a person, {wrong} wrong")
    return wrong == 0


def signature():
    hit = missed = false = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("with", "without"):
            for path in sorted(glob.glob(f"{CORPUS}/signature/{kind}/*_body")):
                with open(path, encoding="utf-8", errors="replace") as file:
                    lines = file.read().split("\n")
                with open(path[:-5] + "_sender", encoding="utf-8", errors="replace") as file:
                    sender = file.read().strip()
                marked = [l[5:].strip() for l in lines if l.startswith("#sig#") and l[5:].strip()]
                text = "\n".join(l[5:] if l.startswith("#sig#") else l for l in lines)
                mail = os.path.join(folder, "mail.eml")
                with open(mail, "w", encoding="utf-8") as out:
                    out.write(f"From: {sender}\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n{text}")
                got = [l.strip() for l in inspect(mail)[0]["text"]["signature"].split("\n") if l.strip()]
                rest = list(marked)
                for line in got:
                    if line in rest:
                        rest.remove(line)
                        hit += 1
                    else:
                        false += 1
                        say("FALSE", os.path.basename(path), line)
                missed += len(rest)
    precision, recall = hit / max(hit + false, 1), hit / max(hit + missed, 1)
    print(f"signature  line precision {precision:.3f}, recall {recall:.3f} ({hit} hit, {false} false, {missed} missed)")
    return precision >= 0.95


def bounce():
    right = wrong = false = 0
    with open(f"{CORPUS}/bounce/expected.tsv", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            path = f"{CORPUS}/bounce/mails/{row['file']}"
            if not os.path.exists(path):
                continue
            mail = inspect(path)[0]
            wanted = {a.strip().lower() for a in (row["recipients"] or "").replace(",", " ").split()}
            permanent = {b["recipient"].lower() for b in mail["bounce"] if b["permanent"]}
            failing = {b["recipient"].lower() for b in mail["bounce"]}
            if not wanted:
                ok = not permanent
                false += bool(permanent)
            else:
                ok = (permanent if row["permanence"] == "permanent" else failing) == wanted
            right += ok
            wrong += not ok
            if not ok:
                say("WRONG", row["file"], row["permanence"], sorted(wanted), "got", sorted(failing), mail["origin"])
    print(f"bounce     {right} right, {wrong} wrong; {false} mails falsely taken for bounces")
    return right >= 108 and false == 0


def main():
    wanted = [a for a in sys.argv[1:] if not a.startswith("-")] or ["vote", "signature", "bounce"]
    if not os.path.isdir(CORPUS):
        print("no collections here")
        return 0
    return 0 if all([globals()[name]() for name in wanted]) else 1


sys.exit(main())
