"""The whole way of an alert: Prometheus and Alertmanager with the shipped files, and a webhook for the receivers.

Only addresses, intervals and waits of minutes are put in place of what is shipped."""

import pathlib
import re

from peers import DEPLOY, Alertmanager, Prometheus, scraping


class Chain:
    def __init__(self, folder, port, webhook, waits):
        """Scrapes `port`; `waits` are pairs of a pattern in the rules and what stands there instead."""
        config = (DEPLOY / "alertmanager/alertmanager.yml").read_text(encoding="utf-8")
        config = config.replace("127.0.0.1:9099", f"127.0.0.1:{webhook.port}")
        self.alertmanager = Alertmanager(folder, re.sub(r"(group_wait|group_interval): \S+", r"\1: 1s", config))
        text = (DEPLOY / "prometheus/rules.yml").read_text(encoding="utf-8")
        for pattern, instead in waits:
            text = re.sub(pattern, instead, text)
        rules = pathlib.Path(folder) / "rules.yml"
        rules.write_text(text, encoding="utf-8")
        try:
            self.prometheus = Prometheus(folder, scraping(f"127.0.0.1:{port}", f"""\
global: {{evaluation_interval: 1s}}
rule_files: ["{rules}"]
alerting: {{alertmanagers: [{{static_configs: [{{targets: ["127.0.0.1:{self.alertmanager.port}"]}}]}}]}}
"""))
        except BaseException:
            self.alertmanager.close()
            raise

    def close(self):
        self.prometheus.close()
        self.alertmanager.close()
