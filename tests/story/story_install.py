"""What `make install` puts somewhere works there."""
import os
import shutil
import subprocess

from moot import ROOT, Team, contains, equal, holds


def installed(folder):
    """PREFIX is given only now, as INSTALL allows; the program was built for another."""
    subprocess.run(["make", "-s", "-C", ROOT, "install", f"DESTDIR={folder}", "PREFIX=/opt/moot"], check=True,
                   stdout=subprocess.DEVNULL)
    return os.path.join(folder, "opt", "moot")


def once(team, place, now):
    return subprocess.run([os.path.join(place, "bin", "mailmoot"), "-c", team.config, "once", "--now", now], check=False,
                          capture_output=True, text=True, timeout=120)


def story_installed_program_finds_what_it_was_shipped_with():
    with Team() as team:
        place = installed(os.path.join(team.folder, "root"))
        team.mail("maria", "[QUESTION] Who has the key?", "Owner: jonas\n")
        equal(once(team, place, "2026-03-02T09:00:00Z").returncode, 0)
        contains(team.run("why", "Q-1").stdout, os.path.join(place, "share/mailmoot/rules/default.rules"))


def story_edges_are_a_program_of_their_own():
    with Team() as team:
        place = installed(os.path.join(team.folder, "root"))
        edge = os.path.join(place, "libexec", "mailmoot", "mailmoot-edge")
        team.mail("maria", "[QUESTION] Who has the key?", "Owner: jonas\n")
        shutil.copy("/bin/false", edge)
        holds(once(team, place, "2026-03-02T09:00:00Z").returncode != 0)
        os.remove(edge)
        equal(once(team, place, "2026-03-02T09:10:00Z").returncode, 0)
        equal([item["id"] for item in team.json("list")], ["Q-1"])
