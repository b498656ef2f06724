"""A story, killed at its steps, or failed at its calls, without playing it anew for each.

The story is played once. Before each command of it the folders are copied. After it the copies are brought back, the
command is killed at a point it passed and started again, and what it leaves is compared with what it left unharmed. Where
that is the same, so is the rest of the story. Where it is not, the rest is lived with it, and the story's own assertions
must hold. Each such life is a child of this process, so the story itself, wherever it stands, is copied too.
"""
import collections
import hashlib
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import traceback

import moot
from moot import Team

CERTAIN = os.path.join(moot.ROOT, "build", "certain.so")
SHIM = os.path.join(moot.ROOT, "build", "fault.so")
DEATH = {"what": "killed", "count": "MAILMOOT_CRASH_COUNT", "at": "MAILMOOT_CRASH_AT", "before": CERTAIN}
FAULT = {"what": "failed", "count": "FAULT_COUNT", "at": "FAULT_AT", "before": f"{CERTAIN} {SHIM}"}


class Trial:
    """What is known of the one story this process plays."""

    def __init__(self, trouble, choose):
        self.trouble = trouble
        self.choose = choose      # of the points of one command those to try
        self.folders = []         # all that were made for it
        self.mortal = None        # the one gateway that dies
        self.points = self.tries = self.endings = 0
        self.wrong = []
        self.pipe = None          # in a child: where it says how it went
        self.at, self.is_in_doubt = 0, False


TRIAL = None
MAKE_FOLDER = tempfile.mkdtemp


def make_folder(*arguments, **more):
    path = MAKE_FOLDER(*arguments, **more)
    if TRIAL is not None:
        TRIAL.folders.append(path)
    return path


# ---- what is left -----------------------------------------------------------

# How often a thing was tried, and what was said of a try, is not what it came to.
UNTOLD = {"outbox": {"attempts", "try_at", "answer", "was_unknown"}, "history": {"id", "link"}}
FILE_NAME = re.compile(r"250 written as [^ ']*")
# What says of which sort a row is.
SORT = ("notice", "what", "kind", "state", "origin")


def rows(path):
    """All that a store holds as (table, sort, row), but for what may differ between two ways to one end."""
    store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        found = []
        for table, in store.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'attempt'").fetchall():
            cursor = store.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            told = [place for place, name in enumerate(names) if name not in UNTOLD.get(table, ())]
            sort = [names.index(name) for name in SORT if name in names]
            found += [(table, str([row[place] for place in sort]), FILE_NAME.sub("", repr([row[place] for place in told])))
                      for row in cursor]
        return sorted(row for row in found if row[:2] != ("history", "['in doubt']"))
    finally:
        store.close()


def changes(before, after):
    """How many rows of each sort are other than before."""
    known = set(before)
    return tuple(sorted(collections.Counter(row[:2] for row in after if row not in known).items()))


def comes_once(raw):
    """A digest or a reminder; several notices in one mail are neither."""
    head = raw.partition(b"\r\n\r\n")[0]
    return b"\nX-Mailmoot-Notice: reminder" in head or (b"\nX-Mailmoot-Notice: digest" in head and b"\nPrecedence: bulk" in head)


def state(folder):
    """The store, and each mailbox by what lies in it, whatever the names of its files; a mail that came twice came once."""
    found = {}
    for place, _, names in os.walk(folder):
        part = os.path.relpath(place, folder)
        # What an edge was writing when it was ended is no mail yet (maildir(5)), and no reader ever sees it.
        if os.path.basename(place) == "tmp":
            continue
        for name in names:
            path = os.path.join(place, name)
            if part == ".":
                if name.endswith(".db"):
                    found[name] = rows(path)
                continue
            with open(path, "rb") as file:
                raw = file.read()
            mails = found.setdefault(part, [])
            mail = hashlib.sha256(raw).hexdigest() + name.partition(":2,")[2]
            if mail not in mails or comes_once(raw):
                mails.append(mail)
    return {key: sorted(value) if isinstance(value, list) else value for key, value in found.items()}


# ---- folders ----------------------------------------------------------------

def copy(source, target):
    # A key agent's socket is no file.
    shutil.copytree(source, target, symlinks=True, ignore=lambda place, names: [
        name for name in names if not os.path.isfile(os.path.join(place, name)) and not os.path.isdir(os.path.join(place, name))])


def keep_folders():
    folders = [path for path in TRIAL.folders if os.path.isdir(path)]
    for path in folders:
        copy(path, path + ".before")
    return folders


def bring_back(folders):
    for path in folders:
        os.rename(path, path + ".whole")
        copy(path + ".before", path)


def put_away(folders):
    for path in folders:
        shutil.rmtree(path, ignore_errors=True)
        os.rename(path + ".whole", path)


def forget(folders):
    for path in folders:
        shutil.rmtree(path + ".before", ignore_errors=True)


# ---- dying ------------------------------------------------------------------

class Mortal(Team):
    """A team whose program dies once, and is started again; what comes twice under one name came once."""

    def __init__(self, *arguments, **more):
        super().__init__(*arguments, **more)
        self.known = set()
        self.counter = os.path.join(self.folder, "count")
        if not TRIAL.mortal:
            TRIAL.mortal = self
            self.env[TRIAL.trouble["count"]] = self.counter
            self.env["LD_PRELOAD"] = TRIAL.trouble["before"]

    def run(self, *arguments, check=True, **more):
        if TRIAL.mortal is not self or TRIAL.pipe:
            return super().run(*arguments, check=check, **more)
        folders = keep_folders()
        done = super().run(*arguments, check=False, **more)
        first, TRIAL.points = TRIAL.points + 1, self.points()
        chosen = TRIAL.choose(range(first, TRIAL.points + 1), lambda: self.likeness(first))
        whole = state(self.folder) if chosen else None
        for at in chosen:
            bring_back(folders)
            if in_child(at):
                again = self.live_through(at, done, arguments, more)
                now = state(self.folder)
                if is_same(again, done, arguments) and now == whole:
                    say_and_end([], 0)
                if doubles(now) > doubles(whole):
                    raise moot.Wrong("a digest or reminder went out twice")
                return judge(again, arguments, check)
            put_away(folders)
        forget(folders)
        return judge(done, arguments, check)

    def points(self):
        if not os.path.exists(self.counter):
            return 0
        with open(self.counter, encoding="ascii") as file:
            return int(file.read())

    def steps(self, count=None):
        """The names of the points; a process that ends another's in between may leave one out."""
        with open(self.counter + ".steps", encoding="ascii") as file:
            return file.read().splitlines()[:count]

    def likeness(self, first):
        """By which steps this command went, and what it changed: equal for commands that are alike."""
        before = os.path.join(self.folder + ".before", "acme.db")
        after = os.path.join(self.folder, "acme.db")
        return tuple(self.steps()[first - 1:]), changes(rows(before) if os.path.exists(before) else [], rows(after) if os.path.exists(after) else [])

    def live_through(self, at, unharmed, arguments, more):
        """Killed at this point, or failed, and started again."""
        self.env[TRIAL.trouble["at"]] = str(at)
        done = super().run(*arguments, check=False, **more)
        del self.env[TRIAL.trouble["at"]]
        # How often a socket is read differs from run to run, and the last points with it.
        if self.points() < at:
            return done
        TRIAL.at = f"{at} ({self.steps(at)[-1]}, {' '.join(arguments)})"
        if TRIAL.trouble is DEATH and not os.path.exists(self.counter + ".died"):
            raise moot.Wrong("did not die")
        if done.returncode < 0:
            raise moot.Wrong(f"ended by signal {-done.returncode}: {done.stderr}")
        # What befell a child it comes through, and what the child had in hand is for the next time.
        again = super().run(*arguments, check=False, **more) if done.returncode or arguments[0] == "once" else done
        self.deliver_what_waits(arguments)
        # An operator's command that had done its work before it died finds nothing left to do.
        if again.returncode == 1 and unharmed.returncode == 0 and arguments[0] in ("queue", "held", "people"):
            again.returncode = 0
        return again if done.returncode else done

    def deliver_what_waits(self, arguments):
        """What a process had in hand when it died waits a minute; so much patience the stories have not."""
        if arguments[0] != "once":
            return
        anyway = waiting_in(self.folder + ".whole")
        for _ in range(3):
            waiting = waiting_in(self.folder) - anyway
            for number in waiting:
                super().run("queue", "retry", str(number), "--now", arguments[2], check=False)
            if not waiting:
                return
            super().run(*arguments, check=False)

    def __exit__(self, *why):
        """A digest or reminder in doubt is the operator's, and not sent again."""
        if TRIAL.pipe and TRIAL.mortal is self and why[0] is not None:
            waiting = json.loads(super().run("queue", "--json", check=False).stdout or "[]")
            TRIAL.is_in_doubt = any(row["state"] == "unknown" and row["notice"] in ("digest", "reminder") for row in waiting)
        super().__exit__(*why)

    def news(self):
        mails = []
        for mail in super().news():
            if mail.id not in self.known:
                mails.append(mail)
            self.known.add(mail.id)
        return mails


def waiting_in(folder):
    """Notices that were tried, and will be again."""
    store = sqlite3.connect(f"file:{folder}/acme.db?mode=ro", uri=True)
    try:
        return {row[0] for row in store.execute("SELECT id FROM outbox WHERE state = 0 AND attempts > 0 AND try_at < 253402300799")}
    finally:
        store.close()


def judge(done, arguments, check):
    if check and done.returncode != 0:
        raise moot.Wrong(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def doubles(found):
    """Mails that may be sent once only, and were sent again."""
    return sum(len(part) - len(set(part)) for name, part in found.items() if not name.endswith(".db"))


def is_same(again, done, arguments):
    return again.returncode == done.returncode and (arguments[0] == "once" or again.stdout == done.stdout)


def in_child(at):
    """True in a child that is to die there; in the story itself False, when the child has come to its end."""
    ear, mouth = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(ear)
        TRIAL.pipe, TRIAL.at, TRIAL.wrong = mouth, at, []
        return True
    os.close(mouth)
    with os.fdopen(ear, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    wrong, endings = json.loads(said) if said else ([f"at {at}: its play broke off"], 0)
    TRIAL.wrong += wrong
    TRIAL.endings += endings
    TRIAL.tries += 1
    return False


def say_and_end(wrong, endings):
    with os.fdopen(TRIAL.pipe, "w", encoding="utf-8") as pipe:
        json.dump([wrong, endings], pipe)
    os._exit(0)


def play(story, trouble, choose):
    """Plays a story and what may befall it; returns its trial."""
    global TRIAL
    TRIAL = Trial(trouble, choose)
    tempfile.mkdtemp = make_folder
    try:
        story()
    except Exception as why:  # whatever breaks is this point's
        if not TRIAL.is_in_doubt:
            TRIAL.wrong.append(f"{story.__name__} {trouble['what']} at {TRIAL.at}: {why or traceback.format_exc()}")
    finally:
        if TRIAL.pipe:
            say_and_end(TRIAL.wrong, 1)
    return TRIAL
