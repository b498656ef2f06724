#!/usr/bin/env python3
"""A store with a million items and a million duties: to start, to know what is next, to do what is due.

The peer is SQLite itself, asked from Python for the same row, and writing as many rows durably as a reminder leaves.

    tests/bench/store.py [ITEMS]
"""
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "tests", "story"))
sys.dont_write_bytecode = True
from moot import Team  # noqa: E402

BENCH = os.path.join(ROOT, "build", "release", "tests", "bench-store")
DUE = 5000
# Hours, so that a reminder is due when we say.
QUESTION = "Owner: jonas\n\nMay it lie in Frankfurt?\n"
ASKED, LATER = "2026-03-02T09:00:00Z", "2026-03-03T10:00:00Z"


def copy(store, table, count, **changed):
    """The row of Q-1 again, `count` times, as of Q-2 and so on."""
    columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})") if row[1] not in changed or changed[row[1]]]
    values = [changed.get(name, name) for name in columns]
    store.execute(f"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {count} + 1) "
                  f"INSERT INTO {table}({', '.join(columns)}) SELECT {', '.join(values)} FROM {table}, n WHERE "
                  + ("id = 'Q-1'" if table == "item" else "item = 'Q-1'"))


def fill(path, items):
    """Five thousand questions whose reminder is due, and so many that were answered long ago, each with a duty to come."""
    store = sqlite3.connect(path)
    store.execute("PRAGMA synchronous = OFF")
    names = {"id": "'Q-' || i", "number": "i"}
    reminders = store.execute("SELECT count(*) FROM duty WHERE item = 'Q-1' AND kind = 'remind' AND done IS NULL").fetchone()[0]
    copy(store, "item", DUE, **names)
    copy(store, "clock", DUE, item="'Q-' || i")
    copy(store, "duty", DUE, id=None, item="'Q-' || i", key="'Q-' || i || substr(duty.key, 4)")
    store.execute("CREATE TEMP TABLE one AS SELECT * FROM item WHERE id = 'Q-1'")
    columns = [row[1] for row in store.execute("PRAGMA table_info(item)")]
    more = {"id": "'Q-' || i", "number": "i", "state": "'closed'", "is_open": "0"}
    store.execute(f"WITH RECURSIVE n(i) AS (SELECT {DUE + 2} UNION ALL SELECT i + 1 FROM n WHERE i < {items}) "
                  f"INSERT INTO item({', '.join(columns)}) SELECT {', '.join(more.get(name, name) for name in columns)} FROM one, n")
    store.execute(f"WITH RECURSIVE n(i) AS (SELECT {DUE + 2} UNION ALL SELECT i + 1 FROM n WHERE i < {items}) "
                  "INSERT INTO duty(key, kind, item, person, due) SELECT 'later:' || i, 'review', 'Q-' || i, 'jonas', "
                  "1900000000 + i FROM n")
    store.commit()
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return reminders


def peer_next(path, looks):
    store = sqlite3.connect(path)
    query = "SELECT due FROM duty WHERE done IS NULL ORDER BY due LIMIT 1"
    start = time.perf_counter()
    for _ in range(looks):
        store.execute(query).fetchone()
    took = (time.perf_counter() - start) / looks
    store.close()
    return took


def peer_write(folder, count):
    """What a reminder leaves on disk, as rows: the duty done, an event, a mail."""
    store = sqlite3.connect(os.path.join(folder, "peer.db"), isolation_level=None)
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = FULL")
    store.execute("CREATE TABLE duty(id INTEGER PRIMARY KEY, done INTEGER)")
    store.execute("CREATE TABLE event(id INTEGER PRIMARY KEY, text TEXT)")
    store.execute("CREATE TABLE mail(id INTEGER PRIMARY KEY, key TEXT UNIQUE, bytes BLOB)")
    store.execute(f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) INSERT INTO duty(id) SELECT i FROM n")
    body = b"x" * 9000
    start = time.perf_counter()
    for first in range(0, count, 50):
        store.execute("BEGIN IMMEDIATE")
        for number in range(first, min(first + 50, count)):
            store.execute("UPDATE duty SET done = 1 WHERE id = ?", (number + 1,))
            store.execute("INSERT INTO event(text) VALUES(?)", ("notice",))
            store.execute("INSERT INTO mail(key, bytes) VALUES(?, ?)", (str(number), body))
        store.execute("COMMIT")
    took = time.perf_counter() - start
    store.close()
    return count / took


def memory(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return sum(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024


def main():
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000
    with Team(person_extra={who: 'digest = "off"' for who in ("maria", "jonas", "priya", "li", "tom")}) as team:
        team.check_proofs = lambda: None
        team.mail("maria", "[QUESTION] Where?", QUESTION, ASKED)
        team.once(ASKED)
        path = os.path.join(team.folder, "acme.db")
        fill(path, items)
        looks = 20000
        theirs = peer_next(path, looks)
        done = subprocess.run([BENCH, team.config, LATER, str(looks)], stdout=subprocess.PIPE, text=True, check=True)
        rows = {line.split()[0]: [float(word) for word in line.split()[1:]] for line in done.stdout.splitlines()}
        count, took = rows["fired"]
        written = peer_write(team.folder, DUE)
        print(f"start with {items} items and as many duties                      {rows['start'][0]:8.3f} s")
        print(f"next duty among them                                             {rows['next'][0] * 1e6:8.1f} us")
        print(f"  SQLite from Python, the same row                               {theirs * 1e6:8.1f} us   ratio {theirs / rows['next'][0]:.2f}")
        print(f"reminders done: decided, written, committed 50 at a time         {count / took:8.0f}/s")
        print(f"  SQLite from Python, as many rows and bytes                     {written:8.0f}/s   ratio {count / took / written:.2f}")


main()
