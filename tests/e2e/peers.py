"""The programs that entangled works with, started here on free ports with files of their own."""

import http.server
import json
import pathlib
import random
import socket
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

from harness import LIMIT, ROOT, wait_for

DEPLOY = ROOT / "deploy"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def lasting_port():
    """A free port below those that Linux gives out itself: nobody gets it while the server there is away, not even a
    client that connects to it."""
    for port in random.sample(range(20000, 32768), 100):
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise AssertionError("no free port below 32768")


class Peer:
    """A server with a port that is chosen before it starts, so somebody may take it first: then it is tried again."""

    def __init__(self, folder, name, command):
        """`command` gives the arguments for a home folder and a port."""
        for attempt in range(5):
            self.port = free_port()
            home = pathlib.Path(folder) / f"{name}{attempt}"
            home.mkdir(parents=True)
            self.log = home / "log"
            with open(self.log, "wb") as log:
                self.process = subprocess.Popen([name, *command(home, self.port)], stdin=subprocess.DEVNULL,
                                                stdout=log, stderr=log)
            if wait_for(lambda: self.process.poll() is not None or self.ask("/-/ready") is not None, name):
                if self.process.poll() is None:
                    return
        raise AssertionError(self.log.read_text(errors="replace"))

    def ask(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=LIMIT) as answer:
                return answer.read()
        except (urllib.error.URLError, OSError):
            return None

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(LIMIT)


def scraping(target, more=""):
    """The shipped job, but of `target` and every second; `more` is put in front."""
    text = (DEPLOY / "prometheus/scrape.yml").read_text(encoding="utf-8")
    return more + text.replace("127.0.0.1:10930", target).replace("scrape_interval: 60s", "scrape_interval: 1s")


class Prometheus(Peer):
    """Runs with the text of a configuration, its data in `folder`/data."""

    def __init__(self, folder, configuration, *arguments):
        self.data = pathlib.Path(folder) / "data"

        def command(home, port):
            config = home / "prometheus.yml"
            config.write_text(configuration, encoding="utf-8")
            return [f"--config.file={config}", f"--storage.tsdb.path={self.data}",
                    f"--web.listen-address=127.0.0.1:{port}", *arguments]
        super().__init__(folder, "prometheus", command)

    def query(self, expression, **parameters):
        """Value of each series that the expression gives, with its labels."""
        answer = self.ask("/api/v1/query?" + urllib.parse.urlencode({"query": expression, **parameters}))
        if answer is None:
            return []
        return [(series["metric"], float(series["value"][1])) for series in json.loads(answer)["data"]["result"]]


class Alertmanager(Peer):
    """Runs with `config` and without a cluster."""

    def __init__(self, folder, config):
        def command(home, port):
            file = home / "alertmanager.yml"
            file.write_text(config, encoding="utf-8")
            return [f"--config.file={file}", f"--storage.path={home / 'data'}", "--cluster.listen-address=",
                    f"--web.listen-address=127.0.0.1:{port}"]
        super().__init__(folder, "prometheus-alertmanager", command)

    def alerts(self):
        return json.loads(self.ask("/api/v2/alerts") or b"[]")


class Webhook:
    """Takes notifications and keeps them: the path they came to, and the alert."""

    def __init__(self):
        received = self.received = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                received.extend((self.path.strip("/"), alert) for alert in body["alerts"])
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def find(self, path, name):
        """The alerts of a name that came to a path."""
        return [alert for to, alert in list(self.received) if to == path and alert["labels"]["alertname"] == name]

    def close(self):
        self.server.shutdown()
        self.server.server_close()
