"""A real Prometheus, started here on a free port, scrapes the real service."""

import json
import socket
import subprocess
import unittest
import urllib.error
import urllib.parse
import urllib.request

from harness import LIMIT, ROOT, Case, wait_for


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Prometheus:
    """The port is chosen before it starts, so somebody may take it first: then it is tried again."""

    def __init__(self, folder, target):
        for attempt in range(5):
            self.port = free_port()
            home = folder / f"prometheus{attempt}"
            home.mkdir()
            config = home / "prometheus.yml"
            text = (ROOT / "deploy/prometheus/scrape.yml").read_text(encoding="utf-8")
            config.write_text(text.replace("127.0.0.1:10930", target).replace("scrape_interval: 60s",
                                                                               "scrape_interval: 1s"), encoding="utf-8")
            self.log = home / "log"
            with open(self.log, "wb") as log:
                self.process = subprocess.Popen(
                    ["prometheus", f"--config.file={config}", f"--storage.tsdb.path={home / 'data'}",
                     f"--web.listen-address=127.0.0.1:{self.port}"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
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

    def query(self, expression):
        """Value of each series that the expression gives, with its labels."""
        answer = self.ask("/api/v1/query?" + urllib.parse.urlencode({"query": expression}))
        if answer is None:
            return []
        return [(series["metric"], float(series["value"][1])) for series in json.loads(answer)["data"]["result"]]

    def close(self):
        self.process.kill()
        self.process.wait(LIMIT)


class Scraped(Case):
    def test_prometheus_takes_the_page(self):
        daemon = self.serve()
        prometheus = Prometheus(self.sandbox.folder, f"127.0.0.1:{daemon.port}")
        self.addCleanup(prometheus.close)

        up = wait_for(lambda: prometheus.query('up{job="entangled"}'), "the first scrape")
        targets = json.loads(prometheus.ask("/api/v1/targets"))["data"]["activeTargets"]
        self.assertEqual([value for _, value in up], [1.0], targets)
        wait_for(lambda: prometheus.query("entangled_build_info"), "the series of the service")

        page = daemon.page()
        exposed = len(page.samples)
        scraped = prometheus.query('scrape_samples_scraped{job="entangled"}')[0][1]
        self.assertGreaterEqual(scraped, exposed)
        self.assertEqual(prometheus.query('scrape_samples_post_metric_relabeling{job="entangled"}')[0][1], scraped)

        share = prometheus.query('entangled_supply_share_ratio{reading="gallium_china_share"}')
        self.assertEqual([value for _, value in share],
                         [page.value("entangled_supply_share_ratio", reading="gallium_china_share")])
        by_state = prometheus.query("count by (state) (entangled_reading_state == 1)")
        self.assertGreater(dict((labels["state"], value) for labels, value in by_state)["ok"], 60)
        self.assertNotIn("Error on ingesting", prometheus.log.read_text(errors="replace"))

    def test_the_example_configuration_is_valid(self):
        checked = subprocess.run(["promtool", "check", "config", str(ROOT / "deploy/prometheus/scrape.yml")],
                                 capture_output=True, text=True, check=False, timeout=LIMIT)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)


if __name__ == "__main__":
    unittest.main()
