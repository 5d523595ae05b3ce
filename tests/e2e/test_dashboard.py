"""The shipped dashboard is what the program writes, tools accept it, and a real Prometheus answers its queries.

No Grafana runs here. `test_dashboard.py --update` writes the dashboard of the shipped configuration again."""

import copy
import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
import time
import unittest

from harness import ROOT, Case, Page, run, wait_for
from peers import Prometheus, scraping

sys.path.insert(0, str(ROOT / "tests/dashboard"))

from expected import by_name, must_answer, unknown_in  # noqa: E402
from queries import Source, filled, panels_of  # noqa: E402

GRAFANA = ROOT / "deploy/grafana"
SHIPPED = GRAFANA / "entangled.json"
TOOLS = ROOT / "tests/dashboard"
NODE = os.environ.get("ENTANGLED_NODE_MODULES", str(ROOT / "build/node/node_modules"))
LONG = 120  # seconds for a tool that has much to do on a busy machine
YEARS = 3 * 365 * 86400


def written(*arguments, config=ROOT / "config/entangled.toml"):
    done = run("dashboard", "grafana", f"--config.file={config}", *arguments)
    if (done.returncode, done.stderr) != (0, ""):
        raise AssertionError(f"{arguments}: ended with {done.returncode}: {done.stderr}")
    return done.stdout


def node(script, *dashboards):
    if not os.path.isdir(NODE):
        raise AssertionError(f"{NODE} is missing: run tests/dashboard/install, which needs the npm registry once")
    done = subprocess.run(["node", TOOLS / script, *dashboards], capture_output=True, text=True, check=False,
                          timeout=LONG, stdin=subprocess.DEVNULL, env={**os.environ, "NODE_PATH": NODE})
    return done.returncode, done.stdout + done.stderr


def panel_of(dashboard, kind):
    return next(panel for panel in dashboard["panels"] if panel["type"] == kind)


class Written(Case):
    def changed(self, change):
        """A copy of the shipped dashboard after `change`, beside a copy of its `.lint`."""
        dashboard = json.loads(SHIPPED.read_text(encoding="utf-8"))
        change(dashboard)
        self.sandbox.write(self.sandbox.folder / ".lint", (GRAFANA / ".lint").read_bytes())
        file = self.sandbox.folder / "changed.json"
        self.sandbox.write(file, json.dumps(dashboard))
        return file

    def test_what_ships_is_what_the_program_writes(self):
        self.assertEqual(SHIPPED.read_text(encoding="utf-8"), written(), "tests/e2e/test_dashboard.py --update")

    def test_the_rules_of_the_linter_hold(self):
        code, said = node("lint.js", SHIPPED)
        self.assertEqual(code, 0, said)
        self.assertIn("17 rules, 4 exclusions, 0 findings\n", said)

    def test_the_types_of_grafana_take_it_and_one_where_nothing_is_configured(self):
        self.sandbox.write(self.sandbox.config / "readings.toml", "")
        self.sandbox.write(self.sandbox.config / "alerts.toml", "")
        file = self.sandbox.folder / "small.json"
        done = run("dashboard", "grafana", f"--config.file={self.sandbox.file}")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Not configured: no reading looks at acts.", done.stdout)
        file.write_text(done.stdout, encoding="utf-8")
        code, said = node("types.js", SHIPPED, file)
        self.assertEqual(code, 0, said)
        self.assertRegex(said, r"(?m)^\d{3} values, 0 errors$")

    def test_every_broken_rule_is_found(self):
        def add_target(dashboard, expression):
            panel = panel_of(dashboard, "timeseries")
            panel["targets"].append({**panel["targets"][0], "expr": expression})

        def change(dashboard):
            source, job, instance, _ = dashboard["templating"]["list"]
            source["label"] = "DS"
            job["query"] = "label_values(entangled_build_info{, job)"
            instance.update(refresh=1, type="textbox")
            dashboard["templating"]["list"].append({**job, "name": "more", "query": "values(x)", "refresh": 1})
            dashboard["editable"] = True
            dashboard["panels"] += [{"id": 900, "type": "stat", "title": "", "options": {}, "gridPos": {},
                                     "fieldConfig": {"defaults": {"unit": "years"}, "overrides": []}}]
            panel_of(dashboard, "table")["datasource"] = {"type": "prometheus", "uid": "${DS_PROMETHEUS}"}
            add_target(dashboard, "sum(")
            add_target(dashboard, 'rate(entangled_cycles_total{job=~"$job",instance=~"$instance"}[5m])')
            add_target(dashboard, 'up{job="x"} + entangled_cycles_total{job=~"$job",instance=~"$instance"}')
            add_target(dashboard, 'up{job=~"$job",instance=~"$instance",x="$nothing"}')
            dashboard["annotations"]["list"][1]["expr"] = "max by"
        code, said = node("lint.js", self.changed(change))
        self.assertEqual(code, 1, said)
        found = set(re.findall(r"(?m)^([a-z-]+): ", said))
        self.assertEqual(found, {
            "template-datasource-rule", "template-label-promql-rule", "template-on-time-change-reload-rule",
            "uneditable-dashboard", "panel-datasource-rule", "panel-title-description-rule", "panel-units-rule",
            "panel-no-targets-rule", "target-promql-rule", "target-rate-interval-rule", "target-job-rule",
            "target-instance-rule", "target-counter-agg-rule", "units", "annotations"})

        def satisfy(dashboard):
            for variable in dashboard["templating"]["list"][1:3]:
                variable.update(multi=True, allValue=".+")
        self.assertIn("template-job-rule: .lint: excludes nothing", node("lint.js", self.changed(satisfy))[1])

    def test_every_wrong_type_is_found(self):
        def change(dashboard):
            dashboard["schemaversion"] = 39
            panel_of(dashboard, "row")["collapsed"] = "no"
            panel_of(dashboard, "stat")["options"]["colorMode"] = "colourful"
            panel_of(dashboard, "table")["targets"][0]["format"] = "tables"
            panel_of(dashboard, "state-timeline")["fieldConfig"]["defaults"]["custom"]["fillopacity"] = 1
            graph = panel_of(dashboard, "timeseries")
            graph["fieldConfig"]["defaults"]["mappings"] = [{"type": "value", "options": {"1": {"colour": "red"}}}]
            graph["fieldConfig"]["overrides"] = [{"matcher": {"id": "byName", "options": "x"}, "properties": [
                {"id": "custom.lineStyle", "value": {"fill": "dotty"}}, {"id": "units", "value": "s"}]}]
        code, said = node("types.js", self.changed(change))
        self.assertEqual(code, 1, said)
        for what in ("schemaversion", "type 'boolean'", '"colourful"', '"tables"', '"fillopacity"', '"colour"',
                     '"dotty"', "'units'"):
            self.assertIn(what, said)

    def test_wrong_use_ends_with_2(self):
        config = f"--config.file={self.sandbox.file}"
        for wrong in ("--job=", "--job=a\n", "--side=", "--sides=CN"):
            done = run("dashboard", "grafana", config, wrong)
            self.assertEqual((done.returncode, done.stdout), (2, ""), wrong)
            self.assertTrue(done.stderr, wrong)
        self.assertEqual(run("dashboard").returncode, 2)
        self.sandbox.replace(self.sandbox.config / "alerts.toml", "exit = 91", "exit = 89")
        broken = run("dashboard", "grafana", config)
        self.assertEqual((broken.returncode, broken.stdout), (2, ""))
        self.assertRegex(broken.stderr, r"alerts\.toml:\d+:\d+: ")
        with open("/dev/full", "wb") as full:
            self.assertEqual(run("dashboard", "grafana", f"--config.file={ROOT}/config/entangled.toml",
                                 stdout=full).returncode, 1)


class Answered(Case):
    """Three years by month from `backfill`, and the running daemon scraped every second."""

    def setUp(self):
        super().setUp()
        self.sandbox.replace(self.sandbox.file, 'interval = "60s"', 'interval = "1s" ')
        self.daemon = self.serve()
        target = f"127.0.0.1:{self.daemon.port}"
        self.history = self.sandbox.folder / "history.om"
        begin = time.strftime("%Y-%m-01", time.gmtime(time.time() - YEARS))
        said = run("backfill", f"--config.file={self.sandbox.file}", f"--from={begin}", "--alerts",
                   "--label=job=entangled", f"--label=instance={target}", f"--output={self.history}").stderr
        folder = self.sandbox.folder / "prometheus"
        folder.mkdir()
        command = re.search(r"(promtool tsdb create-blocks-from .*) DATA\n", said).group(1)
        subprocess.run([*shlex.split(command), folder / "data"], check=True, capture_output=True, timeout=LONG)
        retention = re.search(r"(--storage\.tsdb\.retention\.time=\S+)", said).group(1)
        self.prometheus = Prometheus(folder, scraping(target), retention)
        self.addCleanup(self.prometheus.close)
        self.variables = {"job": "entangled", "instance": target, "lookback": "32d", "__rate_interval": "1m"}
        wait_for(lambda: [1 for _, value in self.prometheus.query("rate(entangled_cycle_duration_seconds_count[1m])")
                          if value > 0], "two scrapes with a cycle between them")

    def families_of_kinds(self):
        """Every name that a reading may have, though it has no value now."""
        rows = csv.DictReader(io.StringIO(run("report", f"--config.file={self.sandbox.file}", "--format=csv").stdout))
        return {f"entangled_{row['kind']}{part}" + (f"_{row['unit']}" if row["unit"] else "")
                for row in rows for part in ("", "_lower", "_upper")}

    def wrong(self, dashboard):
        """Queries with a name that nothing has, and those that are not answered though there is something to say."""
        source = Source(self.prometheus.port, time.time(), YEARS, points=400)
        found = []
        for panel in panels_of(dashboard):
            for target in panel["targets"]:
                expression = filled(target["expr"], self.variables)
                unknown = unknown_in(expression, self.known, self.values)
                if unknown:
                    found.append(f"{panel['title']}: {unknown}")
                elif must_answer(expression, self.now if target["instant"] else self.ever):
                    if not source.has_number(target, expression):
                        found.append(f"{panel['title']}: {expression}")
        return found

    def test_every_query_is_answered_unless_there_is_nothing_to_say(self):
        page = self.daemon.page().samples
        past = re.sub(r"(?m) \d+$", "", self.history.read_text(encoding="utf-8"))
        self.now, self.ever = by_name(page), by_name([*page, *Page(past).samples])
        golden = (ROOT / "tests/metrics/golden/page.txt").read_text(encoding="utf-8")
        self.known = (set(self.now) | self.families_of_kinds() |
                      set(re.findall(r"(?m)^# TYPE (\S+)", golden)) |
                      # There only while an alert is held, which the unit tests of the page cover.
                      {"entangled_alert_held_phase"})
        self.values = {}
        for _, labels, _ in page:
            for label, value in labels.items():
                self.values.setdefault(label, set()).add(value)
        dashboard = json.loads(written(config=self.sandbox.file))
        self.assertEqual(self.wrong(dashboard), [])
        self.check_that_mistakes_are_found(dashboard)
        self.check_the_preview(dashboard)
        self.check_that_a_lost_value_is_not_shown(dashboard)

    def check_that_mistakes_are_found(self, dashboard):
        for pattern, instead in ((r"entangled_flow_to_base_ratio", "entangled_flow_to_base"),
                                 (r'instance=~"\$instance"', 'instance=~"$job"'),
                                 (r"state=\"ok\"", 'state="fine"'), (r"\* 1000", "* (0 / 0)")):
            few = copy.deepcopy(dashboard)
            few["panels"] = [panel for panel in few["panels"] if panel["title"].startswith("Flow to base")]
            for panel in few["panels"]:
                for target in panel["targets"]:
                    target["expr"] = re.sub(pattern, instead, target["expr"])
            self.assertNotEqual(self.wrong(few), [], pattern)

    def check_the_preview(self, dashboard):
        file, page = self.sandbox.folder / "dashboard.json", self.sandbox.folder / "preview.html"
        file.write_text(json.dumps(dashboard), encoding="utf-8")
        subprocess.run([TOOLS / "preview", file, str(self.prometheus.port), self.variables["instance"], page],
                       check=True, timeout=LONG)
        text = page.read_text(encoding="utf-8")
        self.assertIn("It is not Grafana.", text)
        for panel in dashboard["panels"]:
            self.assertIn(f"<h2>{panel['title']}</h2>", text)

    def check_that_a_lost_value_is_not_shown(self, dashboard):
        """Not even for the time of the look back; its reason is."""
        reading, trade = "magnets_to_us_flow", self.sandbox.feed("trade")
        rows = trade.read_text(encoding="utf-8").splitlines(keepends=True)
        self.sandbox.write(trade, "".join(row for row in rows if "rare_earth_magnets" not in row))
        done = run("reload", f"--config.file={self.sandbox.file}", f"--control.socket={self.sandbox.socket}")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.daemon.wait_for_page(lambda page: page.state("entangled_reading_state", reading=reading) != "ok",
                                  "the reading to be lost")
        panel = next(panel for panel in dashboard["panels"] if panel["title"] == "Flow to base: now")
        value, newest, state = (filled(target["expr"], self.variables) for target in panel["targets"])
        wait_for(lambda: self.prometheus.query(value) == [], "the value to go")
        self.assertEqual(self.prometheus.query(newest), [])
        reason = [labels["reason"] for name, labels, _ in self.daemon.page().samples
                  if name == "entangled_reading_unknown_reason" and labels["reading"] == reading]
        shown = [labels["state"] for labels, _ in self.prometheus.query(state)]
        self.assertEqual((len(reason), shown), (1, reason))
        old = self.prometheus.query(f'last_over_time(entangled_flow_to_base_ratio{{reading="{reading}"}}[32d])')
        self.assertEqual(len(old), 1)


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        SHIPPED.write_text(written(), encoding="utf-8")
    else:
        unittest.main()
