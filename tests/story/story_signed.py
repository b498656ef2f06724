"""OpenPGP and S/MIME signatures, with real keys of Jonas's made for the test."""
import base64
import datetime
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


def story_signed_text_sent_again_in_other_armour():
    """A comment in the armour, an empty line, other line ends: the same act."""
    def play(team, keys):
        mail = signed_mail(keys, "jonas@acme.example", "jonas@acme.example", "Re: [D-1] Number 1", "+1\n", 1)
        team.post(mail)
        team.once("2026-03-02T10:05:00Z")
        proposed(team, 2)
        again = mail.replace(b"[D-1] Number 1", b"[D-2] Number 2").replace(b"<sg1@", b"<sg2@")
        team.post(again.replace(b"SIGNATURE-----\r\n\r\n", b"SIGNATURE-----\r\nComment: again\r\n\r\n", 1))
        team.post(again.replace(b"<sg2@", b"<sg3@").replace(b"\r\n--sep--", b"\r\n\r\n\r\n--sep--").replace(b"\r\n", b"\n"))
        team.once("2026-03-02T10:10:00Z")
        equal(positions(team), [("agree", "signed")])
        equal(positions(team, "D-2"), [])
    with_keys(play)


def story_signed_mail_copied_by_a_stranger():
    """Who sends a copy in another name first does not use the signature up."""
    def play(team, keys):
        mail = signed_mail(keys, "jonas@acme.example", "jonas@acme.example", "Re: [D-1] Number 1", "+1\n", 1)
        team.post(mail.replace(b"From: jonas@acme.example", b"From: eve@else.example").replace(b"<sg1@", b"<copy@"))
        team.once("2026-03-02T10:04:00Z")
        team.post(mail)
        team.once("2026-03-02T10:05:00Z")
        equal(positions(team), [("agree", "signed")])
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


# ---- S/MIME ----

class Certificates(Keys):
    """An authority of our own, believed by the folder of keys, and a certificate it gave Jonas."""

    def run(self, *arguments, **more):
        return subprocess.run(arguments, cwd=self.home, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=60, **more).stdout

    def fingerprint(self, name):
        return self.run("openssl", "x509", "-in", name, "-noout", "-fingerprint",
                        "-sha1").decode().split("=")[1].replace(":", "").strip()

    def make_certificate(self, address):
        with open(os.path.join(self.home, "ext"), "w", encoding="ascii") as out:
            out.write(f"basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nsubjectAltName=email:{address}\n")
        self.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "30",
                 "-subj", "/CN=Acme CA", "-addext", "keyUsage=keyCertSign")
        self.run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "own.key", "-out", "own.csr", "-subj",
                 "/CN=Jonas Weber")
        self.run("openssl", "x509", "-req", "-in", "own.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "20",
                 "-extfile", "ext", "-out", "own.pem")
        for name, text in (("gpgsm.conf", "disable-dirmngr\ndisable-crl-checks\n"),
                           ("trustlist.txt", self.fingerprint("ca.pem") + " S\n")):
            with open(os.path.join(self.home, name), "w", encoding="ascii") as out:
                out.write(text)
        for name in ("ca.pem", "own.pem"):
            self.run("gpgsm", "--homedir", self.home, "--batch", "--quiet", "--import", name)
        return self.fingerprint("own.pem")

    def sign(self, body, form, *more):
        part = ("Content-Type: text/plain; charset=utf-8\r\n\r\n" + body.replace("\n", "\r\n")).encode()
        return self.run("openssl", "cms", "-sign", "-signer", "own.pem", "-inkey", "own.key", "-binary", "-outform", form, *more,
                        input=part)

    @staticmethod
    def head(sender, subject, number):
        return (f"From: {sender}\r\nTo: {GATEWAY}\r\nSubject: {subject}\r\n"
                f"Message-ID: <sm{number}@client.example>\r\n").encode()

    def sign_mail(self, sender, subject, body, number):
        return self.head(sender, subject, number) + self.sign(body, "SMIME")

    def wrap_mail(self, sender, subject, wrapper, number):
        """The signature around the text, not beside it."""
        return (self.head(sender, subject, number) + b"MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; "
                b"smime-type=signed-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                base64.encodebytes(wrapper).replace(b"\n", b"\r\n"))


def with_certificates(play):
    """The clock on the wall: openssl signs with no other."""
    if shutil.which("gpgsm") is None:
        return
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    due = (now + datetime.timedelta(days=7)).strftime("%Y-%m-%d %H:%M")
    with Certificates() as keys:
        fingerprint = keys.make_certificate("jonas@acme.example")
        with Team(extra=f'trust {{\n gnupg-home = "{keys.home}"\n vote = signed\n}}',
                  person_extra={"jonas": f'keys = {{"{fingerprint}"}}'}) as team:
            when = now.strftime("%Y-%m-%dT%H:%M:%SZ")
            team.mail("maria", "[DECISION] Number 1", f"Owner: maria\nDue: {due}\n\nYes.\n", when, cc=("jonas",))
            team.once(when)
            play(team, keys, (now + datetime.timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M:%SZ"))


def story_signed_with_smime_counts():
    def play(team, keys, soon):
        team.post(keys.sign_mail("jonas@acme.example", "Re: [D-1] Number 1", "+1\n", 1))
        team.once(soon)
        equal(positions(team), [("agree", "signed")])
    with_certificates(play)


def story_signed_with_smime_and_changed():
    def play(team, keys, soon):
        team.post(keys.sign_mail("jonas@acme.example", "Re: [D-1] Number 1", "+1\n", 1).replace(b"+1\r\n", b"-1\r\n"))
        team.once(soon)
        equal(positions(team), [])
        contains(team.json("held")[0]["reason"], "signature")
    with_certificates(play)


def story_signed_with_smime_around_the_text_counts():
    def play(team, keys, soon):
        for number, more in enumerate((("-nodetach",), ("-nodetach", "-stream"))):
            team.post(keys.wrap_mail("jonas@acme.example", "Re: [D-1] Number 1", keys.sign(f"+{number}\n", "DER", *more), number))
            team.once(soon)
            equal(positions(team)[-1], ("agree" if number else "abstain", "signed"))
    with_certificates(play)


def story_signed_with_smime_around_the_text_and_changed():
    def play(team, keys, soon):
        wrapper = keys.sign("+1\n", "DER", "-nodetach").replace(b"+1\r\n", b"-1\r\n")
        team.post(keys.wrap_mail("jonas@acme.example", "Re: [D-1] Number 1", wrapper, 1))
        team.once(soon)
        equal(positions(team), [])
        contains(team.json("held")[0]["reason"], "signature")
    with_certificates(play)


def story_signed_with_smime_around_part_of_a_mail_counts_as_unsigned():
    def play(team, keys, soon):
        whole = keys.wrap_mail("jonas@acme.example", "x", keys.sign("We measured it.\n", "DER", "-nodetach"), 1)
        inner = whole[whole.index(b"Content-Type"):]
        team.post(keys.head("jonas@acme.example", "Re: [D-1] Number 1", 2) + b"MIME-Version: 1.0\r\n"
                  b"Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\n+1\r\n--o\r\n" +
                  inner + b"\r\n--o--\r\n")
        team.once(soon)
        equal(positions(team), [])
    with_certificates(play)
