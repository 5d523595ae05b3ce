"""Authorities and certificates made by the openssl of the system, and the web configurations that name them."""

import shutil
import subprocess

from harness import LIMIT

# `htpasswd -nbB -C 4` of apache2-utils: the password is "secret". A cost of 4 keeps the tests quick.
HASH = "$2y$04$wrvzqV6KghtuVkKjelDeLuyB0SRzNW69bKE5Co3qC2lHMKiHpWUpa"
NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]


def openssl(*arguments, folder, text=""):
    done = subprocess.run(["openssl", *map(str, arguments)], cwd=folder, input=text, capture_output=True, text=True,
                          check=False, timeout=LIMIT)
    if done.returncode != 0:
        raise AssertionError(done.stderr)


class Certificates:
    """A folder with two authorities and what they signed: NAME.pem and NAME.key."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.make()

    def copied(self, folder):
        """The same in another folder."""
        copy = Certificates.__new__(Certificates)
        copy.folder = shutil.copytree(self.folder, folder)
        return copy

    def make(self):
        for name in ("ours", "theirs"):
            openssl("req", "-x509", *NEW_KEY, "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "2", "-subj",
                    f"/CN={name}", folder=self.folder)
        self.sign("server", "ours", "DNS:localhost,IP:127.0.0.1")
        self.sign("scraper", "ours", "DNS:scraper.example")
        self.sign("unnamed", "ours", "DNS:other.example")
        self.sign("stranger", "theirs", "DNS:scraper.example")

    def sign(self, name, authority, names):
        openssl("req", *NEW_KEY, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}",
                folder=self.folder)
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName={names}\n", encoding="utf-8")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key",
                "-CAcreateserial", "-days", "2", "-out", f"{name}.pem", "-extfile", extensions, folder=self.folder)

    def write(self, tls="", more=""):
        """A web configuration beside them; `tls` is put into its section."""
        lines = "".join(f"  {line}\n" for line in tls.splitlines())
        text = f"tls_server_config:\n  cert_file: server.pem\n  key_file: server.key\n{lines}{more}"
        return self.write_text(text)

    def write_text(self, text):
        path = self.folder / "web.yml"
        aside = self.folder / "web.yml.new"
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
        return path
