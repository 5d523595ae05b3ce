"""What is served: both formats of the metrics page, health, the home page, and polite refusals."""

import html.parser
import http.client
import pathlib
import re
import socket
import subprocess
import tomllib
import unittest

from harness import LIMIT, OPENMETRICS, Daemon, Page, Sandbox, wait_for

# Label names that clash with what scrapers and dashboards attach themselves.
TAKEN = {"type", "region", "zone", "cluster", "env", "service", "owner", "customer", "stage", "dc", "instance", "job"}


class BalancedTags(html.parser.HTMLParser):
    VOID = {"meta", "link", "br", "hr", "img", "input", "col"}

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.errors = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.errors.append(f"</{tag}> at {self.getpos()} closes nothing")


class Web(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()
        cls.addClassCleanup(cls.sandbox.remove)
        cls.daemon = Daemon(cls.sandbox)
        cls.addClassCleanup(cls.daemon.close)

    def families(self, text):
        return re.findall(r"^# TYPE (\S+) (\S+)$", text, re.M)

    def test_the_default_is_text_and_promtool_accepts_it(self):
        for accept in ("*/*", "text/plain", "application/json", ""):
            answer = self.daemon.ask("/metrics", Accept=accept)
            self.assertEqual(answer.status, 200)
            self.assertEqual(answer.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8", accept)
        checked = subprocess.run(["promtool", "check", "metrics"], input=answer.text, capture_output=True, text=True,
                                 check=False, timeout=LIMIT)
        self.assertEqual((checked.returncode, checked.stdout + checked.stderr), (0, ""))

    def test_openmetrics_is_complete(self):
        answer = self.daemon.ask("/metrics", Accept=f"{OPENMETRICS},text/plain;version=0.0.4;q=0.5")
        self.assertTrue(answer.headers["content-type"].startswith(OPENMETRICS), answer.headers)
        self.assertTrue(answer.text.endswith("\n# EOF\n"))
        self.assertEqual(answer.text.count("# EOF"), 1)
        names = [name for name, _ in self.families(answer.text)]
        self.assertEqual(len(names), len(set(names)), "a family stands there twice")

    def test_gzip_holds_the_same_page(self):
        for accept in ("text/plain", OPENMETRICS):
            plain = self.daemon.ask("/metrics", Accept=accept)
            packed = self.daemon.ask("/metrics", Accept=accept, Accept_Encoding="gzip")
            self.assertNotIn("content-encoding", plain.headers)
            self.assertEqual(packed.headers.get("content-encoding"), "gzip")
            self.assertLess(len(packed.body), len(plain.body) / 4)
            self.assertEqual(packed.headers["content-type"], plain.headers["content-type"])
            self.assertEqual(self.families(packed.text), self.families(plain.text))

    def test_both_formats_hold_the_same_series(self):
        def series(accept):
            page = Page(self.daemon.ask("/metrics", Accept=accept).text)
            return {(name, tuple(sorted(labels.items()))) for name, labels, _ in page.samples
                    if not name.endswith("_created")}

        self.assertEqual(series("text/plain"), series(OPENMETRICS))

    def test_names_and_labels_follow_the_conventions(self):
        page = self.daemon.page()
        types = dict(self.families(page.text))
        for name, kind in types.items():
            self.assertRegex(name, r"^(entangled|process)_[a-z0-9_]+$")
            self.assertEqual(name.endswith("_total"), kind == "counter", name)
            self.assertNotRegex(name, r"percent|milli|_count$|_sum$")
        for name, labels, value in page.samples:
            self.assertFalse(TAKEN & labels.keys(), name)
            self.assertEqual(value, value, f"{name} {labels} is NaN")
        keys = [(name, tuple(labels.items())) for name, labels, _ in page.samples]
        self.assertEqual(len(keys), len(set(keys)), "a series stands there twice")
        self.assertEqual(page.value("entangled_build_info"), 1)
        self.assertEqual(page.value("entangled_config_last_reload_successful"), 1)

    def test_there_is_something_to_see(self):
        page = self.daemon.page()
        self.assertGreater(page.value("entangled_supply_share_ratio", reading="gallium_china_share"), 0.5)
        self.assertGreater(len(page.values("entangled_reading_state", state="ok")), 60)
        feeds = {labels["feed"] for name, labels, _ in page.samples if name == "entangled_feed_state"}
        for feed in sorted(feeds):
            self.assertEqual(page.state("entangled_feed_state", feed=feed), "ok", feed)

    def test_what_ships_keeps_its_own_budget(self):
        with open(self.sandbox.file, "rb") as file:
            budget = tomllib.load(file)["engine"]["series_warning"]
        self.assertLessEqual(len(self.daemon.page().samples), budget)
        self.assertNotIn("many series", self.daemon.log())

    def test_two_scrapes_have_the_same_order(self):
        first, second = self.daemon.page(), self.daemon.page()
        self.assertEqual([sample[:2] for sample in first.samples], [sample[:2] for sample in second.samples])

    def test_health_and_readiness(self):
        self.assertEqual((self.daemon.ask("/-/healthy").status, self.daemon.ask("/-/ready").status), (200, 200))

    def test_head_is_get_without_the_body(self):
        for path in ("/", "/metrics", "/-/healthy", "/-/ready"):
            head = self.daemon.ask(path, "HEAD")
            get = self.daemon.ask(path)
            self.assertEqual((head.status, head.body), (200, b""), path)
            self.assertEqual(head.headers["content-type"], get.headers["content-type"])
            self.assertIn("content-length", head.headers)

    def test_the_home_page_is_well_formed_and_needs_nothing_else(self):
        answer = self.daemon.ask("/")
        self.assertEqual(answer.headers["content-type"], "text/html; charset=utf-8")
        parser = BalancedTags()
        parser.feed(answer.text)
        parser.close()
        self.assertEqual((parser.errors, parser.open), ([], []))
        self.assertFalse({"script", "img", "link", "iframe"} & parser.seen)
        self.assertTrue(answer.text.lstrip().lower().startswith("<!doctype html>"))
        for expected in ("/metrics", "<title>", "undecided"):
            self.assertIn(expected, answer.text)

    def test_refusals_say_what_is_there(self):
        self.assertEqual(self.daemon.ask("/nothing").status, 404)
        refused = self.daemon.ask("/metrics", "DELETE")
        self.assertEqual((refused.status, refused.headers["allow"]), (405, "GET, HEAD"))
        reload = self.daemon.ask("/-/reload", "POST")
        self.assertEqual(reload.status, 403)
        self.assertIn("entangled reload", reload.text)

    def test_garbage_costs_nobody_else_anything(self):
        for garbage in (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"GET /metrics\r\n\r\n", b"\xff" * 100_000,
                        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 1_000_000):
            with socket.create_connection(("127.0.0.1", self.daemon.port), LIMIT) as client:
                try:
                    client.sendall(garbage)
                    client.shutdown(socket.SHUT_WR)
                    while client.recv(4096):
                        pass
                except (ConnectionResetError, BrokenPipeError, OSError):
                    pass
            self.assertEqual(self.daemon.ask("/-/healthy").status, 200)

    def test_the_thread_that_computes_gives_way_to_the_one_that_answers(self):
        def priorities():
            tasks = pathlib.Path(f"/proc/{self.daemon.process.pid}/task").iterdir()
            nice = {int(task.name): int((task / "stat").read_text().rsplit(") ", 1)[1].split()[16]) for task in tasks}
            answers = nice.pop(self.daemon.process.pid)
            return nice and min(nice.values()) > answers
        wait_for(priorities, "every other thread to have a lower priority than the loop")

    def test_one_connection_serves_many_requests(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.daemon.port, timeout=LIMIT)
        self.addCleanup(connection.close)
        for _ in range(50):
            connection.request("GET", "/metrics")
            response = connection.getresponse()
            self.assertEqual(response.status, 200)
            response.read()


if __name__ == "__main__":
    unittest.main()
