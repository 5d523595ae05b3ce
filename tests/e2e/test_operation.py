"""The life of one alert at its operators: real Prometheus and Alertmanager with the shipped files, a webhook for the
receivers, and the service with the shipped alerts.

It fires and reaches its audience; figures inside the band move nothing; `kill -9` at any moment changes nothing; while
its feed is dead for ten days it is held; it resolves when a figure beyond `exit` comes. What is put in place of the
shipped files: addresses, intervals, waits of minutes, and the rows of the feed. The service lives in 2090, so that the
day of the test decides nothing and the cycles look fresh to Prometheus, which keeps the real time.

`test_operation.py --all` kills 20 times instead of 5; `--seed=N` chooses other moments."""

import argparse
import json
import os
import random
import subprocess
import sys
import time
import unittest

from chain import Chain
from harness import LIMIT, Case, serve_command, wait_for
from peers import Webhook, lasting_port
from virtual_clock import VirtualClock

SLOW = 60  # seconds for what passes through three programs
ALERT = {"alert": "magnet_flow_halved", "reading": "magnets_to_us_flow"}
MONTHLY_MEAN = 7444 / 12  # tonnes in 2024, which is the base of the reading
WAITS = (("keep_firing_for: 15m", "keep_firing_for: 2s"), (" for: 15m", " for: 2s"), (" for: 5m", " for: 20s"))
KILLS, MANY = 5, 20
SEED = 1


class Operated(Case):
    def setUp(self):
        super().setUp()
        self.webhook = Webhook()
        self.addCleanup(self.webhook.close)
        self.clock = VirtualClock(self.sandbox.folder, "2090-06-01")
        self.sandbox.replace(self.sandbox.file, 'interval = "60s"', 'interval = "250ms"')
        self.trade = self.sandbox.feed("trade")
        self.port = lasting_port()
        self.month = 0
        self.start()
        chain = Chain(self.sandbox.folder, self.port, self.webhook, WAITS)
        self.addCleanup(chain.close)
        self.prometheus, self.alertmanager = chain.prometheus, chain.alertmanager

    def start(self):
        self.daemon = self.serve(environment=self.clock.environment, port=self.port)

    def report(self, ratio):
        """The next month in the feed, with so much of the mean of 2024."""
        self.month += 1
        month = f"{2080 + (self.month - 1) // 12}-{1 + (self.month - 1) % 12:02d}"
        self.sandbox.write(self.trade, self.trade.read_text(encoding="utf-8") +
                           "trade.china_customs_press.rare_earth_magnets.magnets.quantity,"
                           f"reported of {month},{month}-28,no,trade_quantity,rare_earth_magnets,magnets,CN,US,"
                           f"china_customs_press,{month},{ratio * MONTHLY_MEAN!r},,,t,,a test,\n")

    def phase(self):
        return self.daemon.page().state("entangled_alert_state", **ALERT)

    def wait_for_phase(self, phase):
        self.daemon.wait_for_page(lambda page: page.state("entangled_alert_state", **ALERT) == phase, phase)

    def wait_for_value(self, ratio):
        self.daemon.wait_for_page(lambda page: [round(value, 9) for value in page.values("entangled_flow_to_base_ratio",
                                  reading=ALERT["reading"])] == [round(ratio, 9)], f"a flow of {ratio}")

    def judged_again(self):
        """Prometheus has taken a page that was made from now on, and has evaluated the rules on it."""
        begun = time.time()
        for expression in ('timestamp(entangled_build_info{job="entangled"})', "timestamp(entangled:alert_on)"):
            wait_for(lambda: [at for _, at in self.prometheus.query(expression) if at > begun], expression, SLOW)
            begun = time.time()

    def notifications(self, since=0, name="EntangledAlertFiring", **labels):
        """Receiver and status of each notification of an alert, in order."""
        return [(to, alert["status"]) for to, alert in self.webhook.received[since:]
                if alert["labels"]["alertname"] == name and labels.items() <= alert["labels"].items()]

    def wait_for_notification(self, receiver, status, **which):
        try:
            wait_for(lambda: (receiver, status) in self.notifications(**which), f"{which} {status} at {receiver}", SLOW)
        except AssertionError as error:
            raise AssertionError(f"{error}; there came {self.webhook.received}") from None

    def wait_for_quiet(self):
        """Everything that is on has been told to somebody."""
        def told():
            fingerprints = {alert["fingerprint"] for _, alert in self.webhook.received}
            active = {alert["fingerprint"] for alert in self.alertmanager.alerts() if not alert["status"]["inhibitedBy"]}
            firing = len(self.prometheus.query('ALERTS{alertstate="firing"}'))
            return fingerprints >= active and len(self.alertmanager.alerts()) == firing
        wait_for(told, "every alert to be told", SLOW)

    def starts(self):
        """When the alert began, as Alertmanager and Prometheus say."""
        told = [alert["startsAt"] for alert in self.alertmanager.alerts() if ALERT.items() <= alert["labels"].items()
                and alert["labels"]["alertname"] == "EntangledAlertFiring"]
        kept = self.prometheus.query(f'ALERTS_FOR_STATE{{alertname="EntangledAlertFiring",alert="{ALERT["alert"]}"}}')
        return told, [value for _, value in kept]

    def always_on_since(self, begun):
        """Whether every evaluation of the rules since then saw the alert as firing."""
        seconds = int(time.time() - begun)
        series = self.prometheus.query(f'min_over_time(entangled:alert_on{{alert="{ALERT["alert"]}"}}[{seconds}s])')
        return [value for _, value in series] == [1.0]

    def kill_while_starting(self, chance):
        """Kills the running one and the next before or while it opens its port."""
        self.daemon.kill()
        with subprocess.Popen(serve_command(self.sandbox, port=self.port), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              env={**os.environ, **self.clock.environment}) as next_one:
            self.wait_or_end(next_one, chance.uniform(0.0, 0.3))
            next_one.kill()

    def kill_while_storing(self, chance):
        """Kills it while a new month has it write its state, if the test is quick enough to see that."""
        fresh = self.sandbox.state / "alerts.json.new"
        self.report(chance.uniform(0.52, 0.58))
        end = time.monotonic() + LIMIT
        while not os.access(fresh, os.F_OK) and time.monotonic() < end:
            pass
        self.daemon.kill()
        self.caught += fresh.exists()

    def kill_while_running(self, chance):
        self.wait_or_end(self.daemon.process, chance.uniform(0.0, 0.8))
        self.daemon.kill()

    @staticmethod
    def wait_or_end(process, seconds):
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return
        raise AssertionError(f"ended by itself with {process.returncode}")

    def survive(self, ways, phase):
        """Kills in these ways, at random moments, after each of which everything is as before."""
        chance = random.Random(SEED)
        before, told = self.starts(), len(self.webhook.received)
        self.assertEqual([len(times) for times in before], [1, 1])
        for number, way in enumerate(ways):
            what = f"{way.__name__}, number {number} of seed {SEED}"
            way(self, chance)
            self.start()
            self.assertNotIn("alerts.json", self.daemon.log(), what)
            self.assertNotRegex(self.daemon.log(), f"alert changed alert={ALERT['alert']} ", what)
            self.assertEqual(self.phase(), phase, what)
            self.judged_again()
            self.assertEqual(self.starts(), before, what)
            self.assertEqual(self.webhook.received[told:], [], what)

    def test_the_life_of_an_alert(self):
        self.caught = 0
        self.report(0.4)
        self.wait_for_phase("firing")
        self.wait_for_notification("analysts", "firing", **ALERT)
        self.wait_for_quiet()
        begun = time.time()
        self.assertNotIn("EntangledAlertFiring", [alert["labels"]["alertname"] for to, alert in self.webhook.received
                                                  if to != "analysts"])
        self.move_inside_the_band()
        self.survive([WAYS[number % len(WAYS)] for number in range(KILLS)], "firing")
        self.go_without_feed_for_days()
        self.assertTrue(self.always_on_since(begun), "an evaluation of the rules saw it off")
        self.come_back()
        print(f"\n{KILLS} kills, {self.caught} of them while the state was written", file=sys.stderr)

    def move_inside_the_band(self):
        told = len(self.webhook.received)
        for ratio in (0.51, 0.59, 0.45, 0.6, 0.55):
            self.report(ratio)
            self.wait_for_value(ratio)
            self.judged_again()
            self.assertEqual(self.phase(), "firing")
        self.assertEqual(self.webhook.received[told:], [])

    def go_without_feed_for_days(self):
        self.kept = self.trade.read_text(encoding="utf-8")
        told = len(self.webhook.received)
        self.trade.unlink()
        self.wait_for_notification("operators", "firing", name="EntangledFeedUnhealthy", reading="trade")
        self.assertEqual(self.phase(), "firing", "the last figures stay in force until they are stale")
        for _ in range(10):
            self.clock.move(86400)
            self.daemon.wait_for_page(lambda page: page.value("entangled_cycle_last_success_timestamp_seconds") >
                                      self.clock.now() - 3600, "a cycle of the new day")
            self.assertEqual(self.phase(), "held")
        self.wait_for_notification("analysts", "firing", name="EntangledAlertHeld", **ALERT)
        self.wait_for_quiet()
        self.survive([Operated.kill_while_running, Operated.kill_while_starting], "held")
        self.assertEqual(self.notifications(since=told, **ALERT), [])
        came = {(alert["labels"]["alertname"], alert["labels"].get("reading")) for _, alert in
                self.webhook.received[told:]}
        self.assertLessEqual({name for name, _ in came}, {"EntangledFeedUnhealthy", "EntangledAlertHeld",
                                                          "EntangledReadingLost"})
        self.assertEqual({feed for name, feed in came if name == "EntangledFeedUnhealthy"}, {"trade"}, came)

    def come_back(self):
        self.sandbox.write(self.trade, self.kept)
        self.report(0.55)
        self.wait_for_phase("firing")
        self.wait_for_notification("analysts", "resolved", name="EntangledAlertHeld", **ALERT)
        self.assertEqual(self.notifications(**ALERT), [("analysts", "firing")])
        self.report(0.9)
        self.wait_for_notification("analysts", "resolved", **ALERT)
        self.assertEqual(self.phase(), "ok")
        told = [alert for _, alert in self.webhook.received if ALERT.items() <= alert["labels"].items()
                and alert["labels"]["alertname"] == "EntangledAlertFiring"]
        self.assertEqual([alert["status"] for alert in told], ["firing", "resolved"], json.dumps(told))
        self.assertEqual(told[0]["startsAt"], told[1]["startsAt"])
        self.assertGreater(told[1]["endsAt"], told[1]["startsAt"])
        self.assertNotIn("EntangledDaemonDown", [alert["labels"]["alertname"] for _, alert in self.webhook.received])


WAYS = (Operated.kill_while_storing, Operated.kill_while_running, Operated.kill_while_starting)

if __name__ == "__main__":
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int, default=SEED)
    given, rest = parser.parse_known_args()
    SEED, KILLS = given.seed, MANY if given.all else KILLS
    unittest.main(argv=[sys.argv[0], *rest])
