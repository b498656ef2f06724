"""OpenPGP signatures, with a real key of Jonas's made for the test."""
import os
import shutil
import subprocess
import tempfile

from moot import GATEWAY, Team, contains, equal, only

LATER = "2026-03-02T10:00:00Z"


class Keys:
    """A folder of keys as gpg keeps it; short, since its agent's socket lies there."""

    def __init__(self):
        self.home = tempfile.mkdtemp(prefix="mk-", dir="/tmp")
        os.chmod(self.home, 0o700)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.gpg("--version")
        subprocess.run(["gpgconf", "--homedir", self.home, "--kill", "all"], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(self.home, ignore_errors=True)

    def gpg(self, *arguments, text=None):
        return subprocess.run(["gpg", "--homedir", self.home, "--batch", "--quiet", "--pinentry-mode", "loopback",
                               "--passphrase", "", *arguments], input=text, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=True, timeout=60).stdout

    def make(self, address):
        self.gpg("--faked-system-time", "20260101T000000", "--quick-gen-key", address, "ed25519", "sign", "never")
        lines = self.gpg("--with-colons", "--list-keys", address).decode().splitlines()
        return [line.split(":")[9] for line in lines if line.startswith("fpr:")][0]

    def sign(self, address, part, at):
        return self.gpg("--faked-system-time", at, "--local-user", address, "--armor", "--detach-sign",
                        text=part).decode()


def signed_mail(keys, signer, sender, subject, body, number, at="20260302T095900", spoil=False):
    part = ("Content-Type: text/plain; charset=utf-8\r\n\r\n" + body.replace("\n", "\r\n")).encode()
    signature = keys.sign(signer, part, at).replace("\n", "\r\n")
    if spoil:
        part = part.replace(b"+1", b"-1")
    return (f"From: {sender}\r\nTo: {GATEWAY}\r\nSubject: {subject}\r\nMessage-ID: <sg{number}@client.example>\r\n"
            "MIME-Version: 1.0\r\nContent-Type: multipart/signed; micalg=pgp-sha512; "
            'protocol="application/pgp-signature"; boundary="sep"\r\n\r\n--sep\r\n').encode() + part + (
                "\r\n--sep\r\nContent-Type: application/pgp-signature; name=signature.asc\r\n\r\n"
                f"{signature}\r\n--sep--\r\n").encode()


def proposed(team, number):
    team.mail("maria", f"[DECISION] Number {number}", "Owner: maria\nDue: 2026-03-20 16:00\n\nYes.\n", LATER, cc=("jonas",))
    team.once(LATER)


def positions(team, item="D-1"):
    return [(p["position"], p["proof"]) for p in team.show(item)["positions"]]


def with_keys(play):
    """Run `play` with a team that knows Jonas's key; nothing to do where gpg is not there."""
    if shutil.which("gpg") is None:
        return
    with Keys() as keys:
        fingerprint = keys.make("jonas@acme.example")
        keys.make("eve@else.example")
        with Team(extra=f'trust {{\n gnupg-home = "{keys.home}"\n vote = signed\n}}',
                  person_extra={"jonas": f'keys = {{"{fingerprint}"}}'}) as team:
            proposed(team, 1)
            play(team, keys)


def story_signed_vote_counts():
    def play(team, keys):
        team.post(signed_mail(keys, "jonas@acme.example", "jonas@acme.example", "Re: [D-1] Number 1", "+1\n", 1))
        team.once("2026-03-02T10:05:00Z")
        equal(positions(team), [("agree", "signed")])
    with_keys(play)


def story_signed_text_was_changed():
    """Never a lesser proof: it is held, and the operator hears of it."""
    def play(team, keys):
        team.post(signed_mail(keys, "jonas@acme.example", "jonas@acme.example", "Re: [D-1] Number 1", "+1\n", 1, spoil=True))
        team.once("2026-03-02T10:05:00Z")
        equal(positions(team), [])
        contains(team.json("held")[0]["reason"], "signature")
    with_keys(play)


def story_signed_by_another_key():
    def play(team, keys):
        team.post(signed_mail(keys, "eve@else.example", "jonas@acme.example", "Re: [D-1] Number 1", "+1\n", 1))
        team.once("2026-03-02T10:05:00Z")
        equal(positions(team), [])
    with_keys(play)


def story_signed_text_sent_again():
    """The same signed +1 under the subject of another decision."""
    def play(team, keys):
        mail = signed_mail(keys, "jonas@acme.example", "jonas@acme.example", "Re: [D-1] Number 1", "+1\n", 1)
        team.post(mail)
        team.once("2026-03-02T10:05:00Z")
        proposed(team, 2)
        team.post(mail.replace(b"[D-1] Number 1", b"[D-2] Number 2").replace(b"<sg1@", b"<sg2@"))
        team.once("2026-03-02T10:10:00Z")
        equal(positions(team), [("agree", "signed")])
        equal(positions(team, "D-2"), [])
    with_keys(play)


def story_signed_long_ago():
    def play(team, keys):
        team.post(signed_mail(keys, "jonas@acme.example", "jonas@acme.example", "Re: [D-1] Number 1", "+1\n", 1,
                              at="20260225T095900"))
        team.once("2026-03-02T10:05:00Z")
        equal(positions(team), [])
    with_keys(play)


def story_signed_part_beside_another():
    """Words outside of what was signed make the whole unsigned."""
    def play(team, keys):
        inner = signed_mail(keys, "jonas@acme.example", "jonas@acme.example", "x", "thanks\n", 1).split(b"MIME-Version: 1.0\r\n")[1]
        team.post(b"From: jonas@acme.example\r\nTo: " + GATEWAY.encode() + b"\r\nSubject: Re: [D-1] Number 1\r\n"
                  b"Message-ID: <sp@client.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n"
                  b"--o\r\nContent-Type: text/plain\r\n\r\n+1\r\n--o\r\n" + inner + b"\r\n--o--\r\n")
        team.once("2026-03-02T10:05:00Z")
        equal(positions(team), [])
    with_keys(play)
