"""A private authority for certificates, good and bad ones."""
import hashlib
import os
import ssl
import subprocess


class Authority:
    """A private CA and what it has issued; all in one folder."""

    def __init__(self, folder):
        self.folder = folder
        self.ca = self.path("ca.pem")
        self.openssl("req", "-x509", *self.key("ca"), "-out", self.ca, "-days", "30", "-subj", "/CN=Test CA",
                     "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
        self.issue("good", "DNS:localhost,IP:127.0.0.1")
        self.issue("wronghost", "DNS:other.example")
        self.issue("expired", "DNS:localhost,IP:127.0.0.1", "-startdate", "20200101000000Z", "-enddate", "20210101000000Z")
        self.openssl("req", "-x509", *self.key("selfsigned"), "-out", self.path("selfsigned.pem"), "-days", "30",
                     "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")

    def path(self, name):
        return os.path.join(self.folder, name)

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=self.folder)

    def key(self, name):
        return "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", self.path(name + ".key")

    def issue(self, name, names, *dates):
        with open(self.path(name + ".cnf"), "w", encoding="ascii") as out:
            out.write(f"[ca]\ndefault_ca=d\n[d]\ndatabase={name}.db\nserial={name}.serial\nnew_certs_dir=.\ndefault_md=sha256\n"
                      f"policy=p\nx509_extensions=x\ndefault_days=30\n[p]\ncommonName=supplied\n[x]\nsubjectAltName={names}\n")
        open(self.path(name + ".db"), "w", encoding="ascii").close()
        with open(self.path(name + ".serial"), "w", encoding="ascii") as out:
            out.write(hashlib.sha256(name.encode()).hexdigest()[:8])
        self.openssl("req", "-new", *self.key(name), "-out", name + ".csr", "-subj", "/CN=" + name)
        self.openssl("ca", "-batch", "-config", name + ".cnf", "-cert", "ca.pem", "-keyfile", "ca.key", "-in", name + ".csr",
                     "-out", name + ".pem", "-notext", *dates)

    def context(self, name, old=False):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path(name + ".pem"), self.path(name + ".key"))
        if old:
            import warnings
            warnings.simplefilter("ignore", DeprecationWarning)
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
        return context

    def fingerprint(self, name):
        with open(self.path(name + ".pem"), encoding="ascii") as file:
            return hashlib.sha256(ssl.PEM_cert_to_DER_cert(file.read())).hexdigest()
