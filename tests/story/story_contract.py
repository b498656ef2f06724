"""What an operator meets who makes a mistake, or whose disk does: told by status and sentence, and nothing is lost."""
import os
import resource
import sqlite3
import subprocess

from moot import PROGRAM, ROOT, Team, contains, equal, holds, only

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


def told(team, what, status, *commands):
    """Each of these ends with that status and says that, with the name of the file."""
    for words in commands or READERS:
        done = team.run(*words, check=False)
        equal((words, done.returncode), (words, status))
        contains(done.stderr, what)
        contains(done.stderr, team.folder + "/acme.db: ")
        equal(done.stdout, "")


READERS = [("list",), ("show", "D-1"), ("why", "D-1"), ("queue",), ("held",), ("verify",), ("stats",), ("digest", "tom")]
ONCE = ("once", "--now", MONDAY)


def change(team, *statements):
    with sqlite3.connect(team.folder + "/acme.db") as store:
        for statement in statements:
            store.execute(statement)
    store.close()


def story_a_store_of_another_version():
    """Who only looks does not take one version for another; who runs brings an older one up to date, never a newer one down."""
    with Team() as team:
        told(team, "there is no store yet", 3)
        team.mail("maria", "[DECISION] Move CI", "Owner: maria\n\nYes.\n", MONDAY)
        team.once(MONDAY)
        with sqlite3.connect(team.folder + "/acme.db") as store:
            number = store.execute("PRAGMA user_version").fetchone()[0]
        store.close()
        change(team, f"PRAGMA user_version = {number + 1}")
        told(team, "made by a newer mailmoot", 3, *READERS, ONCE, ("queue", "drop", "1"))
        change(team, f"PRAGMA user_version = {number}")
        equal(len(team.list()), 1)
    # Its rows are no decision that anybody could work out again.
    team = Team()
    with open(ROOT + "/tests/unit/schema_15.sql", encoding="utf-8") as file, \
            sqlite3.connect(team.folder + "/acme.db") as store:
        store.executescript(file.read())
    store.close()
    told(team, "made by an older mailmoot (schema 15", 3)
    team.once(MONDAY)
    equal(team.run("list").returncode, 0)
    team.clean()


def story_a_store_that_is_none():
    """Half made, empty, of another program, or no database at all: said, and nobody dies of it."""
    with Team() as team:
        open(team.folder + "/acme.db", "w", encoding="ascii").close()
        told(team, "this is no store", 3)
        team.once(MONDAY)
        # Whoever made it died before there was a key.
        change(team, "DELETE FROM setting")
        told(team, "never finished", 3)
        team.once(MONDAY)
        equal(team.list(), [])
    with Team() as team:
        change(team, "CREATE TABLE theirs(a)")
        told(team, "this is no store", 3)
        told(team, "of another program", 3, ONCE)
    with Team() as team:
        with open(team.folder + "/acme.db", "w", encoding="ascii") as out:
            out.write("no database, but a text of some length\n" * 100)
        told(team, "file is not a database", 3, *READERS, ONCE)


def check_lines(team, head, cases):
    """Each wrong line, alone in its place, is found there."""
    with open(team.config, encoding="utf-8") as file:
        whole = file.read()
    for before, line, after, what in cases:
        with open(team.config, "w", encoding="utf-8") as out:
            out.write(whole + head + before + "\n  " + line + "\n" + after + "\n")
        number = (whole + head + before).count("\n") + 2
        done = team.run("check", check=False)
        equal((line, done.returncode), (line, 3))
        equal((line, done.stderr.splitlines()[:-1]), (line, [f"{team.config}:{number}: {what}"]))
    with open(team.config, "w", encoding="utf-8") as out:
        out.write(whole)


def story_rules_that_name_what_is_not_there():
    """Found before the first mail, which would have found it out, or never."""
    rule = 'rule "x" {\n  tags = {"XX"}\n  opens = decision'
    with Team() as team:
        check_lines(team, "", [
            (rule, 'needs = {"owner", "ratonale"}', "}", "needs: 'ratonale' is no field (did you mean 'rationale'?)"),
            (rule, 'needs = {"budget"}', "}", "needs: 'budget' is no field"),
            (rule, "decided = maybe", "}", "decided = 'maybe': expected yes or no"),
            (rule, 'method = "consnt"', "}", "rule 'x': there is no method 'consnt'"),
            (rule.replace("decision", "escalation"), 'policy = "paymnts"', "}", "rule 'x': there is no policy 'paymnts'"),
            ('norm "n" {\n  respond = "4wh"', 'tags = {"QUESTON"}', "}",
             "norm 'n': no rule has the tag 'QUESTON' (did you mean 'QUESTION'?)"),
            ('method "m" {\n  decides = owner', 'outcome = "outcme"', "}", "outcome: there is no template outcme.txt"),
        ])
    # A field by another of its names is that field.
    with Team(rules=rule + '\n  needs = {"Decide by"}\n}\n') as team:
        team.mail("maria", "[XX] Move CI", "Deciders: jonas\nDue: 2026-03-20\n\nYes.\n", MONDAY)
        team.once(MONDAY)
        equal(team.show("D-1")["state"], "proposed")


def story_mistakes_in_templates():
    """Each with the file and line of the template; what it would put in and is not there, is one."""
    with Team() as team:
        folder = team.folder + "/own"
        head = f'templates = "{folder}"'
        with open(team.config, encoding="utf-8") as file:
            text = file.read().replace('operator = "tom"', f'operator = "tom"\n  {head}')
        with open(team.config, "w", encoding="utf-8") as out:
            out.write(text)
        line = text[:text.index(head)].count("\n") + 1
        done = team.run("check", check=False)
        equal((done.returncode, done.stderr), (3, f"{team.config}:{line}: templates: there is no folder '{folder}'\n1 mistake\n"))
        os.mkdir(folder)
        for name, body in (("outcome.txt", "Subject: x\n\n{{#item}}\nx\n"), ("digest.html", "<p>\n{{> fot}}\n"),
                           ("digest.txt", "Subject: x\n\n{{> foot}}\n")):
            with open(f"{folder}/{name}", "w", encoding="utf-8") as out:
                out.write(body)
        done = team.run("check", check=False)
        equal(done.returncode, 3)
        equal(sorted(done.stderr.splitlines()), [f"{folder}/digest.html:2: there is no template `fot`",
                                                 f"{folder}/outcome.txt:3: section `item` is never closed", "2 mistakes"])


def story_servers_and_values_that_cannot_be():
    """What a connection, a signature or a calendar would only show later is found by `check`, on its line."""
    box, li = 'mailbox "b" {', 'person "q" {\n  address = "q@acme.example"'
    maildir = '  server = "maildir:x"\n}'
    with Team() as team:
        check_lines(team, "", [
            (box, 'server = "smtps://mail.example"', "}", "server = smtps://mail.example: mail cannot be fetched by smtp"),
            (box, 'server = "imaps://"', "}", "server = imaps://: expected imaps://host or imaps://host:port"),
            (box, 'server = "imap+insecure://192.0.2.1"', "}", "server = 192.0.2.1 is not this machine: plain text is for loopback only"),
            (box, f'server = "maildir:{team.folder}/in"', "}", "mailbox 'b' is the mailbox 'async' again"),
            (box, 'archive = "inbox"', maildir, "archive: 'inbox' is the inbox itself"),
            (box, 'aside = "INBOX"', maildir, "aside: 'INBOX' is the inbox itself"),
            (box, 'archive = ""', maildir, "archive is empty"),
            (box, 'fingerprint = "12:34"', maildir, "fingerprint: '12:34' is no fingerprint of 64 hexadecimal digits"),
            (li, 'keys = {"0x1234ABCD"}', "}", "keys: '0x1234ABCD' is no fingerprint of 40 hexadecimal digits"),
            (li, "hours = {}", "}", "hours is empty"),
            (li, 'slots = ""', "}", "slots is empty"),
            (li, 'absences = {"2026-08-03..2026-08-17 delegate q"}', "}", "'q' cannot stand in for themselves"),
            ("trust {", f'gnupg-home = "{team.folder}/none"', "}", f"gnupg-home: there is no folder '{team.folder}/none'"),
            ('words "xx" {', 'agree = {"jaja", ""}', "}", "agree is empty"),
        ])
        with open(team.config, encoding="utf-8") as file:
            text = file.read()
        for wrong, what in (('server = "imaps://mail.example"', "server = imaps://mail.example: mail cannot be sent by imap"),
                            (f'server = "maildir:{team.folder}/out"\nhelo = "two words"', "helo: 'two words' is no name of a machine")):
            with open(team.config, "w", encoding="utf-8") as file:
                file.write(text.replace(f'server = "maildir:{team.folder}/out"', wrong))
            contains(team.run("check", check=False).stderr, what)
        # What may still come is a remark, and stops nothing.
        with open(team.config, "w", encoding="utf-8") as file:
            file.write(text.replace(f"{team.folder}/acme.db", f"{team.folder}/later/acme.db"))
        contains(team.run("check").stderr, f"4: store: there is no folder '{team.folder}/later' yet")


def story_where_the_configuration_is():
    """-c before the variable, the variable before the usual place; an empty variable names nothing."""
    with Team() as team:
        team.mail("maria", "[FYI] lunch", "x\n", MONDAY)
        team.once(MONDAY)
        for value, words, status in ((team.config, ("list",), 0), (team.folder + "/none", ("list",), 3), ("", ("when", "4h"), 0),
                                     ("", ("inspect", team.config), 0), (team.folder + "/none", ("-c", team.config, "list"), 0)):
            done = subprocess.run([PROGRAM, *words], env=dict(os.environ, MAILMOOT_CONFIG=value), stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True, timeout=30, check=False)
            equal((value, words, done.returncode), (value, words, status))
        # No command takes an hour that is none.
        for words in (("list",), ("show", "N-1"), ("why", "N-1"), ("queue",), ("held",), ("people",), ("stats",), ("digest", "tom"),
                      ("when", "4h"), ("once",)):
            equal((words, team.run(*words, "--now", "noon", check=False).returncode), (words, 2))


def story_secrets_in_files():
    """A credential of systemd by its name, a file by its path; one that everybody can read is warned of."""
    with Team() as team:
        folder = team.folder + "/credentials"
        os.mkdir(folder)
        with open(team.config, encoding="utf-8") as file:
            text = file.read()
        server = f'server = "maildir:{team.folder}/in"'

        def check(name):
            with open(team.config, "w", encoding="utf-8") as out:
                out.write(text.replace(server, f'{server}\n  password-file = "{name}"'))
            return team.run("check", "--connect", check=False)

        for path, mode, content, status, what in (
                (folder + "/imap", 0o400, "secret\n", 0, ""), (folder + "/imap", 0o640, "secret\n", 0, ""),
                (folder + "/imap", 0o644, "secret\n", 0, "is open to everybody"), (folder + "/imap", 0o600, "\n", 3, "is empty")):
            with open(path, "w", encoding="ascii") as out:
                out.write(content)
            os.chmod(path, mode)
            done = check(path)
            equal((mode, content, done.returncode), (mode, content, status))
            contains(done.stderr, what)
            os.remove(path)
        with open(folder + "/smtp", "w", encoding="ascii") as out:
            out.write("secret\n")
        os.chmod(folder + "/smtp", 0o400)
        equal(check("smtp").returncode, 3)
        contains(check("smtp").stderr, f"{team.folder}/smtp")
        team.env["CREDENTIALS_DIRECTORY"] = folder
        equal(check("smtp").returncode, 0)
        equal(check("imap").returncode, 3)
