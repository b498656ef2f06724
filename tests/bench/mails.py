"""The mails that are measured with: short plain ones, and such as people's programs write."""
import base64
import email.message
import random
import textwrap

GATEWAY = "async@acme.example"
BODY = "Health: green\r\n\r\n" + "The login is done, and the payments are next on the list.\r\n" * 60
WORDS = ("the of and to in that it is was for on with as at by they have this had not but what all were when we "
         "there can an your which their said if do will each about how up out them then she many some so these would "
         "other into has more her two like him see time could no make than first been its who now people my made over "
         "did down only way find use may water long little very after words called just where most know").split()


# So many that 10,000 mails in a row are no flood: what one person sends too fast is held.
PEOPLE = ["maria"] + [f"person{number}" for number in range(1, 250)]


def plain(number, subject="[STATUS:bulk] number"):
    sender = PEOPLE[number % len(PEOPLE)]
    return (f"From: {sender.title()} <{sender}@acme.example>\r\nTo: {GATEWAY}\r\nSubject: {subject} {number}\r\n"
            f"Message-ID: <b{number}@client.example>\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\n\r\n{BODY}").encode()


def large(megabytes):
    """A report that somebody has attached."""
    lines = base64.encodebytes(bytes(57) * 1024) * (megabytes * 1024 * 1024 // (78 * 1024))
    return (f"From: Maria <maria@acme.example>\r\nTo: {GATEWAY}\r\nSubject: [STATUS:bulk] the scan\r\n"
            "Message-ID: <large@client.example>\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/mixed; boundary=part\r\n\r\n--part\r\nContent-Type: text/plain\r\n\r\n"
            "Health: green\r\n\r\nThe scan is attached.\r\n\r\n--part\r\nContent-Type: application/pdf; name=scan.pdf\r\n"
            "Content-Disposition: attachment; filename=scan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n").encode() + \
        lines.replace(b"\n", b"\r\n") + b"--part--\r\n"


def paragraph(chance):
    words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(30, 80)))
    return "\n".join(textwrap.wrap(words.capitalize() + ". Größe und Übung."))


def rich(number):
    """A reply of a usual program: trace fields, plain text and HTML, a quote, a signature, an attachment in every other."""
    chance = random.Random(number)
    mail = email.message.EmailMessage()
    for field, value in (("From", "Maria Silva <maria@acme.example>"), ("Cc", "Priya Rao <priya@acme.example>"),
                         ("To", f"{GATEWAY}, Jonas Weber <jonas@acme.example>"),
                         ("Subject", f"Re: Über die Frage mit der Nummer {number}"),
                         ("Message-ID", f"<r{number}@client.example>"), ("In-Reply-To", f"<q{number}@acme.example>"),
                         ("References", f"<p{number}@acme.example> <q{number}@acme.example>"),
                         ("Date", "Mon, 02 Mar 2026 09:00:00 +0000"), ("User-Agent", "Mozilla Thunderbird")):
        mail[field] = value
    for hop in range(4):
        mail["Received"] = (f"from mx{hop}.acme.example (mx{hop}.acme.example [192.0.2.{hop}]) by mail.acme.example with"
                            f" ESMTPS id A{number}{hop} for <{GATEWAY}>; Mon, 02 Mar 2026 09:00:0{hop} +0000 (UTC)")
    old = "\n\n".join(paragraph(chance) for _ in range(3))
    text = "\n\n".join([paragraph(chance) for _ in range(3)] +
                       ["On Mon, 2 Mar 2026 at 08:00, Jonas Weber <jonas@acme.example> wrote:\n" +
                        textwrap.indent(old, "> ", lambda line: True), "-- \nMaria Silva\nHead of Platform\n"])
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative("<html><body>" + "".join(f"<p>{part}</p>" for part in text.split("\n\n")) + "</body></html>",
                         subtype="html", cte="quoted-printable")
    if number % 2:
        mail.add_attachment(chance.randbytes(chance.randint(4000, 16000)), maintype="application", subtype="pdf",
                            filename=f"plan{number}.pdf")
    return mail.as_bytes()
