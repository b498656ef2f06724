"""What an operator meets who makes a mistake, or whose disk does: told by status and sentence, and nothing is lost."""
import os
import resource
import subprocess

from moot import PROGRAM, Team, equal, holds, only

MONDAY = "2026-03-02T09:00:00Z"
MAIL = "From: priya@acme.example\nTo: async@acme.example\nSubject: [FYI] lunch\nMessage-ID: <l1@client.example>\n\nPizza.\n"


def within(team, bytes_, *arguments, text=None):
    """A call whose files may not grow beyond so many bytes: a full disk for everybody."""
    return subprocess.run([PROGRAM, "-c", team.config, *arguments], input=text, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=60, check=False,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_)))


def story_a_file_that_may_not_grow():
    """Mail servers limit the files of what they start. That is a full disk: try again later."""
    with Team() as team:
        done = within(team, 10, "deliver", text=MAIL)
        equal((done.returncode, "File too large" in done.stderr), (75, True))
        equal(os.listdir(team.folder + "/acme.db.incoming/new"), [])
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\n\nYes.\n", MONDAY)
        for bytes_ in (0, 4096, 20000, 100000, 300000):
            done = within(team, bytes_, "once", "--now", MONDAY)
            equal((bytes_, done.returncode), (bytes_, 4))
            holds("acme.db" in done.stderr, done.stderr)
            equal(len(team.box("")), 1)
        only(team.once(MONDAY), "receipt", "maria")
