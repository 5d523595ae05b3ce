"""A real Prometheus, started here on a free port, scrapes the real service."""

import json
import subprocess
import unittest

from harness import LIMIT, ROOT, Case, wait_for
from peers import Prometheus, scraping


class Scraped(Case):
    def test_prometheus_takes_the_page(self):
        daemon = self.serve()
        prometheus = Prometheus(self.sandbox.folder / "prometheus", scraping(f"127.0.0.1:{daemon.port}"))
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
