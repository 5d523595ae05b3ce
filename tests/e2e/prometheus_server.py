"""A real Prometheus, started on a free port."""

import json
import socket
import subprocess
import urllib.error
import urllib.parse
import urllib.request

from harness import LIMIT, wait_for


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Prometheus:
    """Runs with the text of a configuration, its data in `folder`/data. The port is chosen before it starts, so somebody
    may take it first: then it is tried again."""

    def __init__(self, folder, configuration, *arguments):
        folder.mkdir(exist_ok=True)
        config = folder / "prometheus.yml"
        config.write_text(configuration, encoding="utf-8")
        self.data = folder / "data"
        self.log = folder / "log"
        for _ in range(5):
            self.port = free_port()
            with open(self.log, "wb") as log:
                self.process = subprocess.Popen(
                    ["prometheus", f"--config.file={config}", f"--storage.tsdb.path={self.data}",
                     f"--web.listen-address=127.0.0.1:{self.port}", *arguments],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            if wait_for(lambda: self.process.poll() is not None or self.ask("/-/ready") is not None, "Prometheus"):
                if self.process.poll() is None:
                    return
        raise AssertionError(self.log.read_text(errors="replace"))

    def ask(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=LIMIT) as answer:
                return answer.read()
        except (urllib.error.URLError, OSError):
            return None

    def query(self, expression, **parameters):
        """Value of each series that the expression gives, with its labels."""
        answer = self.ask("/api/v1/query?" + urllib.parse.urlencode({"query": expression, **parameters}))
        if answer is None:
            return []
        return [(series["metric"], float(series["value"][1])) for series in json.loads(answer)["data"]["result"]]

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(LIMIT)
