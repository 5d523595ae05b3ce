"""`entangled doctor` against a real Prometheus and a real Alertmanager: all is well, then one thing at a time is not."""

import http.server
import json
import shutil
import socket
import subprocess
import threading
import time
import unittest

from harness import Case, Daemon, Sandbox, run, wait_for
from peers import DEPLOY, Alertmanager, Prometheus, scraping

ALERTMANAGER = (DEPLOY / "alertmanager/alertmanager.yml").read_text(encoding="utf-8")


class Report:
    """What the doctor said, by check."""

    def __init__(self, done):
        self.code = done.returncode
        self.text = done.stdout
        self.stderr = done.stderr
        self.checks = {check["check"]: check for check in json.loads(done.stdout)["checks"]}

    def verdict(self, check):
        return self.checks[check]["verdict"]

    def troubles(self):
        return {name for name, check in self.checks.items() if check["verdict"] == "trouble"}


def ask(*arguments):
    """Of an option that is given twice, the last counts."""
    last = {argument.partition("=")[0]: argument for argument in arguments}
    return Report(run("doctor", "--format=json", *last.values()))


def dead_port():
    """Of a socket that does not listen, kept by the caller: nobody else can take it."""
    holder = socket.socket()
    holder.bind(("127.0.0.1", 0))
    return holder


class Town:
    """A daemon, a Prometheus that scrapes it and has the rules, and an Alertmanager, running together."""

    def __init__(self, cleanup, *, rules=True, alerting=True, history="17y", past=None):
        self.sandbox = Sandbox()
        cleanup(self.sandbox.remove)
        self.daemon = Daemon(self.sandbox)
        cleanup(self.daemon.close)
        self.alertmanager = Alertmanager(self.sandbox.folder, ALERTMANAGER)
        cleanup(self.alertmanager.close)
        self.rules = self.sandbox.folder / "rules.yml"
        shutil.copy(DEPLOY / "prometheus/rules.yml", self.rules)
        more = "global: {evaluation_interval: 1s}\n"
        if rules:
            more += f'rule_files: ["{self.rules}"]\n'
        if alerting:
            more += ("alerting: {alertmanagers: [{static_configs: [{targets: "
                     f'["127.0.0.1:{self.alertmanager.port}"]}}]}}]}}\n')
        if past:
            self.import_past(past)
        configuration = scraping(f"127.0.0.1:{self.daemon.port}", more)
        self.prometheus = Prometheus(self.sandbox.folder, configuration, f"--storage.tsdb.retention.time={history}")
        cleanup(self.prometheus.close)

    def import_past(self, day):
        file = self.sandbox.folder / "history.om"
        written = run("backfill", f"--config.file={self.sandbox.file}", f"--from={day}", "--label=job=entangled",
                      f"--output={file}")
        hours = written.stderr.partition("--max-block-duration=")[2].split("h ")[0]
        (self.sandbox.folder / "data").mkdir()
        subprocess.run(["promtool", "tsdb", "create-blocks-from", "openmetrics", f"--max-block-duration={hours}h",
                        str(file), str(self.sandbox.folder / "data")], check=True, stdout=subprocess.DEVNULL)

    def arguments(self):
        return [f"--config.file={self.sandbox.file}", f"--storage.path={self.sandbox.state}",
                f"--daemon=http://127.0.0.1:{self.daemon.port}",
                f"--prometheus=http://127.0.0.1:{self.prometheus.port}",
                f"--alertmanager=http://127.0.0.1:{self.alertmanager.port}"]

    def ask(self, *more):
        return ask(*self.arguments(), *more)

    def wait_until_scraped(self):
        """Targets and receivers are found and rules evaluated once a few seconds are over."""
        wait_for(lambda: self.prometheus.query("ALERTS"), "the first alerts", 60)
        wait_for(self.alertmanager.alerts, "alerts to arrive", 60)


TOWNS = {}


def setUpModule():
    """Both begin at once: a Prometheus needs seconds to find its targets."""
    TOWNS["well"] = Town(unittest.addModuleCleanup)
    TOWNS["ill"] = Town(unittest.addModuleCleanup, rules=False, alerting=False, history="15d", past="2015-01-01")


class Chain(unittest.TestCase):
    """One town for many cases; each puts right what it broke."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.town = TOWNS["well"]
        cls.town.wait_until_scraped()

    def says(self, report, check, seen, remedy, verdict="trouble"):
        """The line of a check names the trouble and what to do."""
        found = report.checks[check]
        self.assertEqual(found["verdict"], verdict, report.text)
        self.assertRegex(found["seen"], seen)
        self.assertRegex("\n".join([found["remedy"], *found["commands"]]), remedy)
        self.assertEqual(report.code, 1 if report.troubles() else 0, report.text)

    def test_all_is_well(self):
        report = self.town.ask("--dashboard=" + str(self.dashboard("entangled_build_info", "entangled_feed_state")))
        self.assertEqual((report.code, report.troubles(), report.stderr), (0, set(), ""), report.text)
        allowed = {"clock", "prometheus"}  # nobody may set the clock of a test machine, and Prometheus is young
        for name, check in report.checks.items():
            if name not in allowed:
                self.assertEqual((name, check["verdict"], check["remedy"]), (name, "ok", ""))
        self.assertRegex(report.checks["routes"]["seen"], "analysts' alerts go to analysts")
        self.assertRegex(report.checks["dashboard"]["seen"], "all 2 panels have data")

    def test_the_text_fits_a_terminal_and_has_no_colour_in_a_pipe(self):
        done = run("doctor", *self.town.arguments())
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertNotIn("\x1b", done.stdout)
        self.assertEqual([line for line in done.stdout.splitlines() if len(line) > 80], [])
        self.assertRegex(done.stdout.splitlines()[-1], r"^\d+ ok, \d+ warnings?, 0 in trouble, 1 not asked$")

    def dashboard(self, *expressions):
        file = self.town.sandbox.folder / "dashboard.json"
        panels = [{"title": expression, "targets": [{"expr": expression}]} for expression in expressions]
        file.write_text(json.dumps({"panels": panels}), encoding="utf-8")
        return file

    def test_a_dashboard_query_without_data_is_named_with_the_reason(self):
        file = self.dashboard("entangled_build_info{job=~\"$job\",instance=~\"$instance\"}", "entangled_nothing", "sum(")
        report = self.town.ask(f"--dashboard={file}")
        self.says(report, "dashboard", r"refused: sum\( .*parse error.*1 of 3 panels are empty: entangled_nothing "
                                       r"\(the daemon has no entangled_nothing now\)", "entangled report")
        self.says(self.town.ask("--dashboard=/nowhere.json"), "dashboard", "nowhere.json", "classic Grafana dashboard")

    def test_another_job(self):
        report = self.town.ask("--job=risk")
        self.says(report, "scrape", "is scraped as job entangled, not as risk", r"rules prometheus .*--job=entangled")
        self.says(report, "series", "no series of the daemon with job risk", "scrape")
        self.says(report, "rules", "stale; other than now written: entangled:alert_on", r"--job=risk > .*rules\.yml")

    def test_prometheus_is_not_reachable(self):
        with dead_port() as holder:
            report = self.town.ask(f"--prometheus=http://127.0.0.1:{holder.getsockname()[1]}")
        self.says(report, "prometheus", "gives no answer: .*onnect", "--prometheus")
        self.assertEqual(report.verdict("rules"), "not_asked")
        self.assertEqual(report.troubles(), {"prometheus"})

    def test_alertmanager_is_not_reachable(self):
        with dead_port() as holder:
            report = self.town.ask(f"--alertmanager=http://127.0.0.1:{holder.getsockname()[1]}")
        self.says(report, "alertmanager", "gives no answer", "--alertmanager")
        self.says(report, "notifications", "and not to http://127", "--alertmanager", "warning")

    def test_what_is_not_to_be_asked_is_no_trouble(self):
        report = self.town.ask("--alertmanager=none", "--prometheus=none", "--daemon=none")
        self.assertEqual((report.code, report.troubles()), (0, set()), report.text)
        self.assertEqual(report.verdict("daemon"), "not_asked")

    def test_addresses_that_are_those_of_others(self):
        daemon, prometheus = (f"127.0.0.1:{peer.port}" for peer in (self.town.daemon, self.town.prometheus))
        report = self.town.ask(f"--daemon=http://{prometheus}", f"--prometheus=http://{daemon}",
                               f"--alertmanager=http://{prometheus}")
        self.says(report, "daemon", "is not the page of entangled", "--daemon")
        self.says(report, "prometheus", "answers 404", "--prometheus")
        self.says(report, "alertmanager", "answers 404", "--alertmanager")

    def test_rules_that_are_stale(self):
        sandbox = self.town.sandbox
        alerts = sandbox.config / "alerts.toml"
        before = alerts.read_bytes()
        sandbox.replace(alerts, "A dated measure ends within 7 days.", "A dated measure ends soon.")
        stale = self.town.ask()
        sandbox.write(alerts, before)
        self.says(stale, "rules", r"other than now written: EntangledPolicyEndsSoon \(policy_ends_within_7_days\)$",
                  r"entangled rules prometheus .* > .*rules\.yml\npromtool check rules .*\nsystemctl reload", "warning")

    def test_a_feed_that_cannot_be_read(self):
        trade = self.town.sandbox.feed("trade")
        aside = trade.with_suffix(".aside")
        trade.rename(aside)
        daemon = self.town.daemon
        daemon.wait_for_page(lambda page: page.state("entangled_feed_state", feed="trade") == "error", "an error")
        missing = self.town.ask()
        self.town.sandbox.write(trade, b"nonsense\n" + aside.read_bytes())
        broken = self.town.ask()
        aside.rename(trade)
        daemon.wait_for_page(lambda page: page.state("entangled_feed_state", feed="trade") == "ok", "it to be back")
        self.says(missing, "feeds", r"trade is in state error \(.*trade\.csv does not exist", "entangled report")
        self.says(broken, "feeds", r"trade is in state error \(line 1: the columns are not those of", "entangled report")

    def test_rows_that_are_left_out(self):
        trade = self.town.sandbox.feed("trade")
        before = trade.read_bytes()
        self.town.sandbox.write(trade, before + b"a,b\n")
        daemon = self.town.daemon
        daemon.wait_for_page(lambda page: page.state("entangled_feed_state", feed="trade") == "partial", "a bad row")
        report = self.town.ask()
        self.town.sandbox.write(trade, before)
        daemon.wait_for_page(lambda page: page.state("entangled_feed_state", feed="trade") == "ok", "it to be back")
        self.says(report, "feeds", r"trade is in state partial.*1 row of trade left out \(\w+\)", "entangled report", "warning")

    def test_history_that_is_not_there(self):
        report = self.town.ask("--history-from=2010-12-01")
        self.says(report, "retention", "history begins in .* not on 2010-12-01", "entangled backfill --from=2010-12-01")
        self.says(self.town.ask("--history-from=1970-01-01"), "retention", "keeps 17y.* it is deleted",
                  r"--storage\.tsdb\.retention\.time=\d\dy")

    def test_a_configuration_with_mistakes_ends_with_2(self):
        alerts = self.town.sandbox.config / "alerts.toml"
        before = alerts.read_bytes()
        self.town.sandbox.replace(alerts, "exit = 91", "exit = 89")
        report = self.town.ask()
        self.town.sandbox.write(alerts, before)
        self.assertEqual(report.code, 2)
        self.assertEqual(report.verdict("configuration"), "trouble")
        self.assertRegex(report.checks["configuration"]["seen"], r"alerts\.toml:\d+:\d+: ")
        self.assertEqual(report.verdict("scrape"), "ok")

    def test_wrong_use_ends_with_2(self):
        for wrong in ("--prometheus=localhost", "--daemon=ftp://x", "--alertmanager=http://", "--prometheus=http://a b",
                      "--prometheus=http://name:secret@127.0.0.1", "--job=", "--match=x", "--history-from=soon", "--history-from=2999-01-01",
                      "--format=html"):
            done = run("doctor", *self.town.arguments()[:1], wrong)
            self.assertEqual((done.returncode, done.stdout), (2, ""), wrong)
            self.assertTrue(done.stderr, wrong)
            self.assertNotIn("secret", done.stderr)


class Broken(unittest.TestCase):
    """A town that is wrong from the beginning."""

    def test_a_daemon_that_is_gone_and_nobody_who_is_told(self):
        town = TOWNS["ill"]
        wait_for(lambda: town.prometheus.query("entangled_build_info"), "the first scrape", 60)
        town.daemon.kill()
        wait_for(lambda: town.prometheus.query("up") and town.prometheus.query("up")[0][1] == 0, "it to be missed", 60)
        report = town.ask()
        self.assertEqual(report.code, 1)
        for check, seen in (("daemon", "gives no answer"), ("scrape", "is down: .*connection refused"),
                            ("series", "no series of the daemon"), ("rules", "none of the rules"),
                            ("retention", "history is .* but Prometheus keeps 15d and deletes it"),
                            ("notifications", "has no Alertmanager")):
            self.assertEqual(report.verdict(check), "trouble", report.text)
            self.assertRegex(report.checks[check]["seen"], seen)
            self.assertTrue(report.checks[check]["remedy"])
        self.assertEqual(report.verdict("feeds"), "ok")


class Odd(http.server.BaseHTTPRequestHandler):
    """A server that does what the first part of the path says."""

    def do_GET(self):
        manner, _, rest = self.path.lstrip("/").partition("/")
        getattr(self, manner)(rest)

    def send(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def html(self, _):
        self.send(200, b"<html>Sign in</html>")

    def fails(self, _):
        self.send(500, b"\x00\xff oh \x1b[31m")

    def leads_away(self, rest):
        self.send(302, b"", Location=f"http://127.0.0.1:{self.server.server_port}/html/{rest}")

    def short(self, _):
        self.send(200, b'{"status":"succ', **{"Content-Length": "1000"})

    def endless(self, _):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 1_000_000)
        except OSError:
            pass

    def silent(self, _):
        self.server.let_go.wait(20)

    def tomorrow(self, rest):
        self.server.date = "Mon, 23 Nov 2099 06:00:00 GMT"
        self.send(200, b"OK" if "ready" in rest else b"{}")

    def private(self, _):
        if self.headers.get("Authorization") == "Basic bmFtZTpzZWNyZXQ=":
            return self.send(200, b"welcome")
        return self.send(401, b"Unauthorized")

    def date_time_string(self, timestamp=None):
        return getattr(self.server, "date", None) or super().date_time_string(timestamp)

    def log_message(self, *_):
        pass


class Hostile(Case):
    def setUp(self):
        super().setUp()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odd)
        self.server.daemon_threads = True
        self.server.let_go = threading.Event()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.addCleanup(self.server.let_go.set)

    def ask(self, manner, *more):
        address = f"http://127.0.0.1:{self.server.server_port}/{manner}"
        return ask(f"--config.file={self.sandbox.file}", "--daemon=none", f"--prometheus={address}",
                   "--alertmanager=none", *more)

    def test_whatever_answers_is_told_and_breaks_nothing(self):
        for manner, seen in (("html", r"no JSON .*Sign in"), ("fails", "answers 500: .* oh "),
                             ("leads_away", "leads to http://127"), ("short", "gives no answer"),
                             ("endless", "gives no answer: more than 32 MiB"), ("tomorrow", "Prometheus does not say")):
            report = self.ask(manner)
            self.assertEqual(report.code, 1, manner)
            self.assertRegex(report.checks["prometheus"]["seen"], seen)
            self.assertNotIn("\x1b", report.text)
            self.assertEqual(report.verdict("rules"), "not_asked")

    def test_a_server_that_says_nothing_costs_one_time_limit(self):
        begun = time.monotonic()
        report = self.ask("silent")
        self.assertLess(time.monotonic() - begun, 9)
        self.assertRegex(report.checks["prometheus"]["seen"], "timed out after 5")

    def test_a_clock_that_is_off_is_named(self):
        report = self.ask("tomorrow")
        self.assertEqual(report.verdict("clock"), "trouble")
        self.assertRegex(report.checks["clock"]["seen"], r"the clock of Prometheus is \d+ d ahead of")
        self.assertRegex("\n".join(report.checks["clock"]["commands"]), "timedatectl")

    def test_names_and_passwords_come_from_a_file(self):
        self.assertRegex(self.ask("private").checks["prometheus"]["remedy"], "--netrc-file")
        netrc = self.sandbox.folder / "netrc"
        netrc.write_text("machine 127.0.0.1 login name password secret\n", encoding="utf-8")
        report = self.ask("private", f"--netrc-file={netrc}")
        self.assertRegex(report.checks["prometheus"]["seen"], "welcome")
        self.assertNotIn("secret", report.text)
        done = run("doctor", f"--config.file={self.sandbox.file}", "--netrc-file=/nowhere")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("--netrc-file: /nowhere cannot be read", done.stderr)


if __name__ == "__main__":
    unittest.main()
