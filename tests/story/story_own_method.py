"""A team writes its own way of deciding, without C; every mistake in it is told with its line."""
from moot import Team, contains, equal, holds
from story_method import TUESDAY, opened, say, state

OWN = """method "two-of-us" {      # two must agree, and nobody may be against it
  decides   = vote
  objection = blocks
  agrees    = 2
  due       = "in 2wd"
  minimum   = "4wh"
}
rule "small" {
  tags   = {"SMALL"}
  opens  = decision
  method = "two-of-us"
}
"""

BAD = """method "odd" {
  decides     = dice
  objection   = maybe
  quorum      = 140
  pass        = "more than a lot"
  minimum     = "3 apples"
  due         = "someday"
  ballot      = ranked
  outstanding = 2
  roles       = {"chief"}
  colour      = "red"
}
rule "odd" {
  tags   = {"ODD"}
  opens  = decision
  method = "even"
}
"""


def story_own_method():
    with Team(rules=OWN) as team:
        asks = opened(team, "[SMALL] A new kettle", "Owner: maria\n\nThe old one leaks.\n")
        equal(team.run("check").returncode, 0)
        say(team, asks, "jonas", "agree", TUESDAY)
        say(team, asks, "tom", "agree", TUESDAY)
        team.until(TUESDAY, "2026-03-04T21:00:00Z", 240)
        equal((state(team), team.show("D-1")["details"]["method"]), ("accepted", "two-of-us"))


def story_mistakes_in_a_method():
    with Team(rules=BAD) as team:
        done = team.run("check", check=False)
        said = done.stdout + done.stderr
        equal(done.returncode, 3)
        for line, words in ((2, "consent, owner or vote"), (3, "blocks or recorded"), (4, "a whole number from 0 to 100"),
                            (5, "a whole number"), (6, "working time, such as 3wd"), (7, "someday"), (8, "a ballot needs decides = vote"),
                            (9, "it means nothing without final-call"), (10, "expected approver or decide"), (11, "colour"),
                            (16, "there is no method 'even'")):
            holds(any(f"own.rules:{line}:" in one and words in one for one in said.splitlines()), f"{line} {words}: {said}")
        contains(said, "own.rules")
