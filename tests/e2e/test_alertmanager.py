"""The shipped Alertmanager configuration, alone and at the end of the whole way: daemon, Prometheus, Alertmanager,
receiver. Only waits of minutes are shortened."""

import json
import re
import subprocess
import unittest

from chain import Chain
from harness import LIMIT, Case, wait_for
from peers import DEPLOY, Webhook

CONFIG = DEPLOY / "alertmanager/alertmanager.yml"
RULES = DEPLOY / "prometheus/rules.yml"
SLOW = 60  # seconds for what passes through three programs


def amtool(*arguments):
    done = subprocess.run(["amtool", *arguments], capture_output=True, text=True, check=False, timeout=LIMIT,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


class Routes(unittest.TestCase):
    def test_amtool_accepts_them(self):
        code, said = amtool("check-config", str(CONFIG))
        self.assertEqual(code, 0, said)

    def test_each_audience_has_its_receiver_and_no_analyst_is_paged(self):
        for receiver, *labels in (("pager", "audience=operator", "severity=critical"),
                                  ("operators", "audience=operator", "severity=warning"),
                                  ("operators", "audience=operator", "severity=info"),
                                  ("analysts", "audience=analyst", "severity=critical"),
                                  ("analysts", "audience=analyst", "severity=warning"),
                                  ("analysts", "audience=analyst", "severity=info"),
                                  ("operators", "alertname=OfSomebodyElse", "severity=critical")):
            code, said = amtool("config", "routes", "test", f"--config.file={CONFIG}",
                                f"--verify.receivers={receiver}", *labels)
            self.assertEqual(code, 0, f"{labels}: {said}")

    def test_the_alerts_it_names_are_in_the_rules(self):
        names = set(re.findall(r"alert: (\S+)", RULES.read_text(encoding="utf-8")))
        matchers = re.findall(r'alertname(=~|!=|=)"(.*?)"', CONFIG.read_text(encoding="utf-8"))
        self.assertGreater(len(matchers), 8)
        for comparison, value in matchers:
            if comparison == "=~":
                self.assertTrue(any(re.fullmatch(value, name) for name in names), value)
                group = re.search(r"\((.*)\)", value)
                for word in group.group(1).split("|") if group else ():
                    self.assertIn(f"Entangled{word}", names)
            else:
                self.assertIn(value, names)


class WholeWay(Case):
    def setUp(self):
        super().setUp()
        self.webhook = Webhook()
        self.addCleanup(self.webhook.close)
        self.daemon = self.serve()
        chain = Chain(self.sandbox.folder, self.daemon.port, self.webhook, ((r" for: \d+m", " for: 1s"),))
        self.addCleanup(chain.close)
        self.alertmanager, self.prometheus = chain.alertmanager, chain.prometheus

    def arrives(self, path, name, **labels):
        """The first notification of an alert at a receiver."""
        def look():
            return [alert for alert in self.webhook.find(path, name)
                    if all(alert["labels"].get(key) == value for key, value in labels.items())]
        try:
            return wait_for(look, f"{name} at {path}", SLOW)[0]
        except AssertionError as error:
            on = self.prometheus.query("ALERTS")
            raise AssertionError(f"{error}; received {self.webhook.received}; on in Prometheus: {on}") from None

    def test_alerts_arrive_and_outlive_the_daemon(self):
        world = self.arrives("analysts", "EntangledPolicyUnresolved", reading="policy_bis_affiliates_stay")
        self.assertEqual((world["status"], world["labels"]["severity"], world["labels"]["alert"]),
                         ("firing", "warning", "policy_unresolved"))
        self.assertRegex(world["annotations"]["description"],
                         r"^policy_bis_affiliates_stay is unresolved; the newest input is \d+d .* old\.$")
        self.assertTrue(world["annotations"]["runbook_url"].endswith("/EntangledPolicyUnresolved.md"))

        self.sandbox.feed("trade").unlink()
        feed = self.arrives("operators", "EntangledFeedUnhealthy", reading="trade")
        self.assertRegex(feed["annotations"]["description"], r"^Feed trade is error; last read successfully .*s ago\.$")

        self.daemon.kill()
        down = self.arrives("pager", "EntangledDaemonDown")
        self.assertIn(str(self.daemon.port), down["annotations"]["description"])

        def muted():
            return {alert["labels"]["alertname"] for alert in self.alertmanager.alerts()
                    if alert["status"]["inhibitedBy"]}
        wait_for(lambda: "EntangledFeedUnhealthy" in muted(), "what is said of the service to be muted", SLOW)
        self.assertNotIn("EntangledPolicyUnresolved", muted())
        firing = self.prometheus.query('ALERTS{alertstate="firing"}')
        names = {(labels["alertname"], labels.get("reading")) for labels, _ in firing}
        self.assertIn(("EntangledPolicyUnresolved", "policy_bis_affiliates_stay"), names)
        self.assertIn(("EntangledFeedUnhealthy", "trade"), names)
        self.assertEqual([alert for _, alert in self.webhook.received if alert["status"] != "firing"], [])

        rules = json.loads(self.prometheus.ask("/api/v1/rules"))["data"]["groups"][0]["rules"]
        self.assertEqual([rule["name"] for rule in rules if rule["health"] != "ok"], [])


if __name__ == "__main__":
    unittest.main()
