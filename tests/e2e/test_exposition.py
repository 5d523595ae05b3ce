"""What Prometheus 2.42 makes of odd pages, case by case, and that the service serves none of the fatal ones whatever its
files hold.

`test_exposition.py --all` tries each hostile text on its own in each key of the configuration."""

import http.server
import json
import re
import subprocess
import sys
import threading
import time
import unittest

from harness import LIMIT, OPENMETRICS, Case, run, wait_for
from peers import Prometheus
from strict_page import faults

SCRAPE = "scrape_interval: 1s"
TEXT = "text/plain; version=0.0.4; charset=utf-8"
GOOD = "# HELP a help\n# TYPE a gauge\na 1\n"


def now_ms():
    return int(time.time() * 1000)


class OddPage:
    """One case: what is served, whether the target is up, what is known of it, and what Prometheus complains of."""

    def __init__(self, body, content_type=TEXT, status=200, *, error=None, series=None):
        self.body, self.content_type, self.status, self.error = body, content_type, status, error
        self.series = {"a": 1.0} if series is None and error is None else series or {}


CASES = {
    "as_we_serve_text": OddPage(GOOD),
    "without_version": OddPage(GOOD, "text/plain; charset=utf-8"),
    "without_content_type": OddPage(GOOD, None),
    "html_type": OddPage(GOOD, "text/html"),
    "nan_of_another_spelling": OddPage("# TYPE a gauge\na Nan\n", series={"a": "NaN"}),
    "line_end_in_help": OddPage("# HELP a one\ntwo three\n# TYPE a gauge\na 1\n", error='parsing "three"'),
    "openmetrics_without_eof": OddPage(GOOD, OPENMETRICS, error="data does not end with # EOF"),
    "openmetrics_info_and_stateset": OddPage(
        '# TYPE a info\na_info{v="1"} 1\n# TYPE s stateset\ns{s="on"} 1\ns{s="off"} 0\n# EOF\n', OPENMETRICS,
        series={'a_info{v="1"}': 1.0, 's{s="on"}': 1.0, 's{s="off"}': 0.0}),
    "exemplar_in_text": OddPage('# TYPE a counter\na_total 1 # {id="x"} 1\n', error="expected timestamp or new record"),
    "twice_the_same_value": OddPage("# TYPE a gauge\na 1\na 1\n"),
    "twice_with_two_values": OddPage("# TYPE a gauge\na 1\na 2\n"),
    "families_interleaved": OddPage('# TYPE a gauge\n# TYPE b gauge\na{x="1"} 1\nb 2\na{x="2"} 3\n',
                                    series={'a{x="1"}': 1.0, "b": 2.0, 'a{x="2"}': 3.0}),
    "time_stamp_of_two_hours_ago": OddPage(lambda: f"# TYPE a gauge\na 1 {now_ms() - 7_200_000}\nb 1\n",
                                           series={"b": 1.0}),
    "crlf": OddPage(GOOD.replace("\n", "\r\n"), error='invalid metric type "gauge\\r"'),
    "no_line_end_at_the_end": OddPage(GOOD.rstrip("\n")),
    "label_beyond_ascii": OddPage('a{x="Côte 中"} 1\n', series={'a{x="Côte 中"}': 1.0}),
    "label_in_latin_1": OddPage(b'a{x="C\xf4te"} 1\n', error="invalid UTF-8 label value"),
    "series_vanishes": OddPage(GOOD),
    "series_vanishes_with_time_stamp": OddPage(lambda: f"a 1 {now_ms()}\n"),
    "status_500": OddPage(GOOD, status=500, error="server returned HTTP status 500"),
    "empty": OddPage("", series={}),
}
VANISHING = ("series_vanishes", "series_vanishes_with_time_stamp")


class OddServer:
    """Serves each case at a path of its name. Once `gone` is set, the vanishing ones leave their series out."""

    def __init__(self):
        gone = self.gone = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path.strip("/")
                case = CASES[name]
                body = case.body() if callable(case.body) else case.body
                if name in VANISHING and gone.is_set():
                    body = "b 1\n"
                self.send_response(case.status)
                if case.content_type:
                    self.send_header("Content-Type", case.content_type)
                self.end_headers()
                self.wfile.write(body if isinstance(body, bytes) else body.encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def written(labels):
    """A series as it stands on a page, without what Prometheus adds."""
    own = ",".join(f'{name}="{value}"' for name, value in sorted(labels.items())
                   if name not in ("__name__", "job", "instance"))
    return labels["__name__"] + (f"{{{own}}}" if own else "")


class Peer(Case):
    """All cases are targets of one Prometheus."""

    def test_what_prometheus_makes_of_odd_pages(self):
        server = OddServer()
        self.addCleanup(server.close)
        jobs = "".join(f"  - {{job_name: {name}, metrics_path: /{name}, static_configs: "
                       f"[{{targets: ['127.0.0.1:{server.port}']}}]}}\n" for name in CASES)
        prometheus = Prometheus(self.sandbox.folder, f"global: {{{SCRAPE}}}\nscrape_configs:\n{jobs}")
        self.addCleanup(prometheus.close)

        def targets():
            answer = json.loads(prometheus.ask("/api/v1/targets"))["data"]["activeTargets"]
            return {target["labels"]["job"]: target for target in answer}
        wait_for(lambda: len(targets()) == len(CASES) and
                 all(target["health"] != "unknown" for target in targets().values()), "a scrape of each")
        wait_for(lambda: len(prometheus.query("up")) == len(CASES), "a sample of each")
        health = targets()
        for name, case in CASES.items():
            with self.subTest(name):
                said = health[name]["lastError"]
                self.assertEqual(health[name]["health"], "down" if case.error else "up", said)
                self.assertIn(case.error or "", said)
                self.assertEqual(prometheus.query(f'up{{job="{name}"}}')[0][1], 0.0 if case.error else 1.0)
                self.assertEqual(self.known(prometheus, name), case.series)
        wait_for(lambda: "too old" in prometheus.log.read_text(errors="replace"), "the warning of the old time stamp")

        server.gone.set()
        wait_for(lambda: all(prometheus.query(f'b{{job="{name}"}}') for name in VANISHING), "the pages without it")
        self.assertEqual(prometheus.query('a{job="series_vanishes"}'), [])
        self.assertEqual(self.known(prometheus, "series_vanishes_with_time_stamp"), {"a": 1.0, "b": 1.0})

    def test_our_own_check_finds_what_is_fatal(self):
        for name, case in CASES.items():
            if case.error and case.status == 200:
                body = case.body if isinstance(case.body, bytes) else case.body.encode()
                self.assertTrue(faults(body, case.content_type == OPENMETRICS), name)
        for name in ("twice_the_same_value", "twice_with_two_values", "families_interleaved", "no_line_end_at_the_end"):
            self.assertTrue(faults(CASES[name].body.encode(), False), name)
        self.assertEqual(faults(GOOD.encode(), False), [])

    @staticmethod
    def known(prometheus, job):
        """What is answered for a job now, less what Prometheus records itself."""
        answered = prometheus.query(f'{{job="{job}",__name__!~"up|scrape_.*"}}')
        return {written(labels): "NaN" if value != value else value for labels, value in answered}


# What a careless or hostile publisher may write: as a text of TOML, and as bytes of a feed.
HOSTILE = {
    "line end": ("x\\ny", b"x\ny"),
    "crlf": ("x\\r\\ny", b"x\r\ny"),
    "carriage return": ("x\\ry", b"x\ry"),
    "tab": ("x\\ty", b"x\ty"),
    "quote": ('x\\"y', b'x"y'),
    "backslash": ("x\\\\", b"x\\"),
    "escape": ("x\\\\n\\\\", b"x\\n\\"),
    "nul": ("x\\u0000y", b"x\0y"),
    "control": ("x\\u001b[31m\\u007f", b"x\x1b[31m\x7f"),
    "label end": ('x\\"} 1\\n# TYPE up gauge\\nup 0', b'x"} 1\n# TYPE up gauge\nup 0'),
    "beyond ascii": ("Côte 中 \u2028\U0001f6a2", "Côte 中 \u2028\U0001f6a2".encode()),
    "latin 1": (None, b"C\xf4te"),
    "surrogate": (None, b"x\xed\xa0\x80y"),
    "cut off": (None, b"x\xe4\xb8"),
    "very long": ("x" * 100_000, b"x" * 100_000),
    "blank": (" ", b" "),
}
ALL_AT_ONCE = "".join(text for text, _ in HOSTILE.values() if text and len(text) < 1000)
KEY = re.compile(r'(?m)^(\w+) = "((?:[^"\\\n]|\\.)*)"|[{,] *(\w+) = "((?:[^"\\\n]|\\.)*)"')


class Ours(Case):
    def assert_clean(self, daemon):
        for accept in ("text/plain", OPENMETRICS):
            answer = daemon.ask("/metrics", Accept=accept)
            self.assertEqual(answer.status, 200)
            self.assertEqual(answer.headers["content-type"], TEXT if accept == "text/plain" else
                             f"{OPENMETRICS}; charset=utf-8")
            self.assertEqual(faults(answer.body, accept == OPENMETRICS), [])
        checked = subprocess.run(["promtool", "check", "metrics"], input=daemon.ask("/metrics").text.encode(),
                                 capture_output=True, check=False, timeout=LIMIT)
        self.assertEqual((checked.returncode, checked.stdout + checked.stderr), (0, b""))

    def scraped(self, daemon):
        prometheus = Prometheus(self.sandbox.folder / "prometheus", "scrape_configs: [{job_name: entangled, "
                                f"{SCRAPE}, static_configs: [{{targets: ['127.0.0.1:{daemon.port}']}}]}}]\n")
        self.addCleanup(prometheus.close)
        wait_for(lambda: prometheus.query("up"), "the first scrape")
        self.assertEqual([value for _, value in prometheus.query("up")], [1.0], prometheus.ask("/api/v1/targets"))
        return prometheus

    def spoil_feeds(self):
        """Adds to each feed its second row once for each of its columns and each hostile text in it."""
        for path in sorted((self.sandbox.config / "reference").glob("*.csv")):
            if path.stem == "definitions":
                continue
            content = path.read_bytes()
            row = content.splitlines()[1].split(b",")
            for number, text in enumerate(text for _, text in HOSTILE.values()):
                for place in range(len(row)):
                    quoted = b'"' + text.replace(b'"', b'""') + b'"'
                    changed = [*row[:place], quoted, *row[place + 1:]]
                    if place > 0:
                        changed[0] += b"_%d_%d" % (number, place)
                    content += b",".join(changed) + b"\n"
            self.sandbox.write(path, content)

    def test_no_feed_spoils_the_page(self):
        daemon = self.serve()
        before = daemon.page()
        self.spoil_feeds()
        daemon.wait_for_page(lambda page: sum(page.values("entangled_feed_rejected_rows_total")) > 1000, "the rows")
        self.assert_clean(daemon)
        page = daemon.page()
        # A row whose table cannot be read may be missing in any table: then a share of a whole is unknown, never another.
        share = before.value("entangled_supply_share_ratio", reading="gallium_china_share")
        self.assertIn(page.value("entangled_supply_share_ratio", reading="gallium_china_share"), (share, None))
        flow = {"name": "entangled_flow_to_base_ratio", "reading": "magnets_to_us_flow"}
        self.assertEqual(page.value(**flow), before.value(**flow))
        self.assertNotIn("x" * 1000, daemon.log(), "a cell of any length stands in the log")
        self.assertRegex(daemon.log(), r"row rejected feed=")
        prometheus = self.scraped(daemon)
        self.assertTrue(prometheus.query('entangled_reading_state{reading="magnets_to_us_flow"}'))
        readings = self.sandbox.config / "readings.toml"
        self.sandbox.replace(readings, 'id = "magnets_to_us_flow"', 'id = "magnets_renamed"')
        self.sandbox.replace(self.sandbox.config / "alerts.toml", '"magnets_to_us_flow"', '"magnets_renamed"')
        self.assertEqual(run("reload", f"--control.socket={self.sandbox.socket}").returncode, 0)
        wait_for(lambda: prometheus.query('entangled_reading_state{reading="magnets_renamed"}'), "the new name")
        self.assertEqual(prometheus.query('{reading="magnets_to_us_flow"}'), [])

    def test_no_code_list_lets_such_a_name_in(self):
        for file in ("codes/goods.csv", "codes/economies.csv", "reference/definitions.csv"):
            path = self.sandbox.config / file
            shipped = path.read_bytes()
            rest = shipped.splitlines()[1].partition(b",")[2]
            rows = [b'"' + text.replace(b'"', b'""') + b'",' + rest for _, text in HOSTILE.values()]
            self.sandbox.write(path, shipped + b"\n".join(rows) + b"\n")
            done = run("check", f"--config.file={self.sandbox.file}")
            self.assertEqual(done.returncode, 2)
            first = shipped.count(b"\n") + 1
            for number, row in enumerate(rows):
                line = first + sum(earlier.count(b"\n") + 1 for earlier in rows[:number])
                self.assertRegex(done.stdout + done.stderr, rf"{path.name}:{line}:1: ", row[:50])
            self.sandbox.write(path, shipped)

    def spoilt(self, text):
        """For each key of the configuration its first text replaced: key, file, what the file then holds."""
        seen = set()
        for file in ("entangled.toml", "readings.toml", "alerts.toml"):
            whole = (self.sandbox.config / file).read_text(encoding="utf-8")
            for found in KEY.finditer(whole):
                key, group = (found[1], 2) if found[1] else (found[3], 4)
                if key not in seen:
                    seen.add(key)
                    yield key, file, whole[:found.start(group)] + text + whole[found.end(group):]

    def test_no_text_of_the_configuration_spoils_the_page(self):
        texts = [text for text, _ in HOSTILE.values() if text] if ALL else [ALL_AT_ONCE]
        refused = 0
        for text in texts:
            for key, file, content in self.spoilt(text):
                path = self.sandbox.config / file
                shipped = path.read_bytes()
                self.sandbox.write(path, content)
                done = run("check", f"--config.file={self.sandbox.file}", text=False)
                self.assertIn(done.returncode, (0, 2), (key, text[:50], done.stderr))
                self.assertEqual(re.findall(rb"[\x00-\x09\x0b-\x1f\x7f]", done.stdout + done.stderr), [], (key, text[:50]))
                if done.returncode == 2:
                    refused += 1
                    self.assertRegex(done.stdout + done.stderr, rb"\w+\.(toml|csv):\d+:\d+: ", (key, text[:50]))
                    self.assertLess(len(done.stdout + done.stderr), 250_000, key)
                else:
                    daemon = self.serve()
                    self.assert_clean(daemon)
                    daemon.kill()
                self.sandbox.write(path, shipped)
        self.assertGreater(refused, 20)


if __name__ == "__main__":
    ALL = "--all" in sys.argv
    unittest.main(argv=[argument for argument in sys.argv if argument != "--all"])
else:
    ALL = False
