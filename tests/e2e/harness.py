"""Runs the real program on a copy of the shipped configuration, on loopback and a port that the system chooses."""

import gzip
import http.client
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("ENTANGLED_BINARY", str(ROOT / "build/dev/daemon/entangled"))
LIMIT = 20  # seconds that anything may take, also on a busy machine
OPENMETRICS = "application/openmetrics-text; version=1.0.0"


def wait_for(condition, what, limit=LIMIT):
    """The first true answer of `condition`, asked at first often, then every tenth of a second; fails saying `what` was
    waited for."""
    end = time.monotonic() + limit
    pause = 0.01
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"waited {limit} s for {what}")
        time.sleep(pause)
        pause = min(2 * pause, 0.1)


def run(*arguments, **options):
    """Runs the program to its end."""
    given = {"stdin": subprocess.DEVNULL} if "input" not in options else {}
    outputs = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run([BINARY, *map(str, arguments)],
                          **{"text": True, "check": False, "timeout": LIMIT, **outputs, **given, **options})


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def text(self):
        body = gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body
        return body.decode("utf-8")


SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)")
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)",?')


class Page:
    """A metrics page: samples as (name, labels, value) in the order of the page."""

    def __init__(self, text):
        self.text = text
        self.samples = []
        for line in text.splitlines():
            if line.startswith("#"):
                continue
            found = SAMPLE.fullmatch(line)
            if not found:
                raise AssertionError(f"not a sample: {line!r}")
            self.samples.append((found.group(1), dict(LABEL.findall(found.group(2) or "")), float(found.group(3))))

    def values(self, name, **labels):
        return [value for sample, has, value in self.samples
                if sample == name and all(has.get(key) == wanted for key, wanted in labels.items())]

    def value(self, name, **labels):
        """The value of the one series with these labels, or None."""
        values = self.values(name, **labels)
        if len(values) > 1:
            raise AssertionError(f"{len(values)} series of {name} with {labels}")
        return values[0] if values else None

    def state(self, name, **labels):
        """The state that is 1 in a state set."""
        states = [has["state"] for sample, has, value in self.samples
                  if sample == name and value == 1 and all(has.get(key) == wanted for key, wanted in labels.items())]
        if len(states) != 1:
            raise AssertionError(f"{name} with {labels} has the states {states}")
        return states[0]


class Sandbox:
    """A folder with a copy of the shipped configuration and its own state. It may be broken at will."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="entangled-"))
        self.config = self.folder / "config"
        shutil.copytree(ROOT / "config", self.config)
        self.file = self.config / "entangled.toml"
        self.state = self.folder / "state"
        self.socket = self.folder / "control.sock"

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def feed(self, name):
        return self.config / "reference" / f"{name}.csv"

    def replace(self, path, old, new, count=1):
        """Writes a changed copy beside the file and moves it there, as an editor or a download does."""
        text = path.read_bytes()
        old, new = (part if isinstance(part, bytes) else part.encode() for part in (old, new))
        if old not in text:
            raise AssertionError(f"{path.name} does not hold {old!r}: the test is out of date")
        self.write(path, text.replace(old, new, count))

    @staticmethod
    def write(path, content):
        aside = path.with_name(path.name + ".new")
        aside.write_bytes(content if isinstance(content, bytes) else content.encode())
        aside.replace(path)


def serve_command(sandbox, *arguments, port=0):
    """How the service is started in a sandbox; port 0 lets the system choose."""
    return [BINARY, "serve", f"--config.file={sandbox.file}", f"--storage.path={sandbox.state}",
            f"--control.socket={sandbox.socket}", f"--web.listen-address=127.0.0.1:{port}", *arguments]


class Daemon:
    """A running `entangled serve`."""

    def __init__(self, sandbox, *arguments, environment=None, port=0):
        self.sandbox = sandbox
        self.log_path = sandbox.folder / "log"
        self.log_start = self.log_path.stat().st_size if self.log_path.exists() else 0
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                serve_command(sandbox, *arguments, port=port), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, **(environment or {})})
        self.port = int(self.wait_for_log(r"listening address=127\.0\.0\.1:(\d+)").group(1))

    def log(self):
        """What this run logged."""
        return self.log_path.read_bytes()[self.log_start:].decode("utf-8", "replace")

    def wait_for_log(self, pattern, after=0):
        def look():
            if self.process.poll() is not None and not re.search(pattern, self.log()[after:]):
                raise AssertionError(f"the daemon ended with {self.process.returncode}:\n{self.log()}")
            return re.search(pattern, self.log()[after:])
        try:
            return wait_for(look, f"the log to say {pattern!r}")
        except AssertionError as error:
            raise AssertionError(f"{error}; it said:\n{self.log()[-4000:]}") from None

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        try:
            connection.request(method, path, headers={key.replace("_", "-"): value for key, value in headers.items()})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def page(self):
        answer = self.ask("/metrics")
        if answer.status != 200:
            raise AssertionError(f"/metrics answered {answer.status}")
        return Page(answer.text)

    def wait_for_page(self, condition, what):
        """The first page of which `condition` holds."""
        def look():
            page = self.page()
            return page if condition(page) else None
        try:
            return wait_for(look, what)
        except AssertionError as error:
            raise AssertionError(f"{error}; the log:\n{self.log()[-4000:]}") from None

    def is_up(self):
        return self.process.poll() is None and self.ask("/-/healthy").status == 200

    def send(self, number):
        self.process.send_signal(number)

    def kill(self):
        self.process.kill()
        self.process.wait(LIMIT)

    def end(self):
        """Stops it; gives the exit code and the seconds it took."""
        begun = time.monotonic()
        self.send(signal.SIGTERM)
        try:
            code = self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"SIGTERM did not end it; the log:\n{self.log()[-4000:]}") from None
        return code, time.monotonic() - begun

    def close(self):
        if self.process.poll() is None:
            self.kill()


class Case(unittest.TestCase):
    """A test with a sandbox of its own and every daemon it starts ended."""

    maxDiff = None

    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.remove)

    def serve(self, *arguments, environment=None, port=0):
        daemon = Daemon(self.sandbox, *arguments, environment=environment, port=port)
        self.addCleanup(daemon.close)
        return daemon
