"""The past: `replay`, `backfill`, and what a real promtool and Prometheus make of it."""

import csv
import datetime
import io
import json
import math
import os
import re
import shlex
import subprocess
import unittest

from harness import LIMIT, Case, Page, run, wait_for
from peers import Prometheus

NOW = "--now=2026-11-21"


def seconds(day):
    """The start of a day as OpenMetrics writes it."""
    return str(int(datetime.datetime.fromisoformat(day + "T00:00:00+00:00").timestamp()))


class History(Case):
    def entangled(self, command, *arguments):
        done = run(command, f"--config.file={self.sandbox.file}", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def replay(self, *arguments):
        done = self.entangled("replay", *arguments)
        self.assertEqual(done.stderr, "")
        return done.stdout

    def report(self, day):
        """The readings of a day as `report` gives them."""
        return list(csv.DictReader(io.StringIO(self.entangled("report", f"--as-of={day}", "--format=csv").stdout)))

    def backfill(self, *arguments):
        """The folder's history.om, and what was said about it."""
        file = self.sandbox.folder / "history.om"
        return file, self.entangled("backfill", NOW, f"--output={file}", *arguments).stderr


class Replayed(History):
    def test_twice_the_same_bytes(self):
        for how in ("csv", "jsonl"):
            arguments = ("--from=2010-11-01", "--to=2026-11-01", "--step=6m", f"--format={how}")
            self.assertEqual(self.replay(*arguments), self.replay(*arguments))

    def test_every_step_is_the_report_of_its_day(self):
        rows = list(csv.DictReader(io.StringIO(self.replay("--from=2016-06-30", "--to=2026-06-30", "--step=60m"))))
        lines = self.replay("--from=2016-06-30", "--to=2026-06-30", "--step=60m", "--format=jsonl").splitlines()
        self.assertEqual([(row["time"], row["record"], row["id"]) for row in rows],
                         [(row["time"], row["record"], row["id"]) for row in map(json.loads, lines)])
        for day in ("2016-06-30", "2021-06-30", "2026-06-30"):
            then = {row["id"]: row for row in rows if row["time"].startswith(day) and row["record"] == "reading"}
            report = self.report(day)
            self.assertEqual(set(then), {row["id"] for row in report})
            for row in report:
                for theirs, ours in (("value", "value"), ("lower", "lower"), ("upper", "upper"), ("state", "state"),
                                     ("reason_code", "reason"), ("period", "period"), ("newest", "newest")):
                    self.assertEqual(then[row["id"]][ours], row[theirs], (day, row["id"], theirs))
                self.assertTrue(row["value"] or row["lower"] or row["upper"] or row["answer"] or row["reason_code"])

    def test_a_row_that_becomes_known_later_changes_nothing_before_it(self):
        """Every newest row is said again in a release of 1 June 2026 with half its figure."""
        span = ("--from=2024-01-01", "--to=2026-05-31", "--step=1m")
        later = ("--from=2026-06-01", "--to=2026-06-01")
        before, after = self.replay(*span), self.replay(*later)
        planted = 0
        for path in (self.sandbox.config / "reference").glob("*.csv"):
            text = path.read_text(encoding="utf-8")
            rows = list(csv.DictReader(io.StringIO(text)))
            if not rows or "release" not in rows[0]:
                continue
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
            newest = {}
            for row in rows:
                newest[row["table"]] = max(newest.get(row["table"], ""), row["known_at"])
            for row in [row for row in rows if row["known_at"] == newest[row["table"]] and row["value"]]:
                half = {"value": repr(float(row["value"]) / 2), "lower": "", "upper": ""}
                writer.writerow({**row, **half, "release": "planted", "known_at": "2026-06-01"})
                planted += 1
            self.sandbox.write(path, text.rstrip("\n") + "\n" + out.getvalue())
        self.assertGreater(planted, 500)
        self.assertEqual(self.replay(*span), before)
        self.assertNotEqual(self.replay(*later), after)

    def test_a_record_that_becomes_known_later_changes_nothing_before_it(self):
        """Acts, policies and members of 1 June 2026 that speak of earlier years, one table after the other."""
        self.sandbox.replace(self.sandbox.file, 'roster = "2026-08-13"', 'roster = "dated"')
        span = ("--from=2024-01-01", "--to=2026-05-31", "--step=1m")
        later = ("--from=2026-06-01", "--to=2026-06-01")
        before, after = self.replay(*span), self.replay(*later)
        known = "2026-06-01"
        for table, change in (("acts", lambda row: {"id": row["id"] + "_planted", "known_at": known}),
                              ("policies", lambda row: {"id": row["id"] + "_planted", "supersedes": row["id"],
                                                        "known_at": known, "effective": "", "expires": "2026-05-01"}),
                              ("membership", lambda row: {"economy": {"JP": "MY", "KR": "ID"}[row["economy"]],
                                                          "known_at": known})):
            path = self.sandbox.feed(table)
            text = path.read_text(encoding="utf-8")
            rows = list(csv.DictReader(io.StringIO(text)))
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
            for row in rows:
                if row["known_at"] < known and row.get("economy", "JP") in ("JP", "KR"):
                    writer.writerow({**row, **change(row)})
            self.sandbox.write(path, text.rstrip("\n") + "\n" + out.getvalue())
            self.assertEqual(self.replay(*span) == before, True, f"{table}: a later record changed the past")
            now, after = after, self.replay(*later)
            self.assertNotEqual(now, after, f"{table}: nothing was planted")

    def test_wrong_use_ends_with_2(self):
        config = f"--config.file={self.sandbox.file}"
        for arguments in (["replay", config], ["replay", config, "--from=2026-02-30"],
                          ["replay", config, "--from=2026-01-01", "--step=1h"],
                          ["replay", config, "--from=2026-01-01", "--to=2025-01-01"],
                          ["replay", config, "--from=0001-01-01", "--to=2026-01-01", "--step=1d"],
                          ["backfill", config, NOW, "--from=2026-11-21", "--to=2027-01-01"],
                          ["backfill", config, "--from=2026-01-01", "--now=soon"],
                          ["backfill", config, NOW, "--from=2026-01-01", "--label=job"],
                          ["backfill", config, NOW, "--from=2026-01-01", "--label=a-b=c"],
                          ["backfill-check", self.sandbox.folder / "missing.om"]):
            done = run(*arguments)
            self.assertEqual(done.returncode, 2, f"{arguments}: {done.stdout}{done.stderr}")
            self.assertTrue(done.stderr.strip(), arguments)


class Written(History):
    def test_only_what_is_known_is_written_in_order_and_to_its_end(self):
        file, said = self.backfill("--from=2026-08-31", "--to=2026-12-31")
        # On 21 November the last 3 hours begin on the 20th at 21:00.
        self.assertIn("3 steps from 2026-08-31 to 2026-10-31\n2 later steps left out", said)
        text = file.read_text(encoding="utf-8")
        self.assertTrue(text.endswith("\n# EOF\n"))
        self.assertNotIn("NaN", text)
        at = {seconds(day): self.report(day) for day in ("2026-08-31", "2026-09-30", "2026-10-31")}
        samples = [line.rsplit(" ", 2) for line in text.splitlines() if not line.startswith("#")]
        self.assertEqual({time for _, _, time in samples}, set(at))
        self.assertEqual(len({(series, time) for series, _, time in samples}), len(samples))
        keys = [(re.match("[a-z_]+", series)[0], series, int(time)) for series, _, time in samples]
        self.assertEqual(keys, sorted(keys))
        for time, rows in at.items():
            page = Page("\n".join(f"{series} {value}" for series, value, when in samples if when == time))
            for row in rows:
                family = f"entangled_{row['kind']}" + (f"_{row['unit']}" if row["unit"] else "")
                known = [float(row["value"])] if row["value"] else []
                if row["kind"] != "policy_end":
                    self.assertEqual(page.values(family, reading=row["id"]), known, (time, row["id"]))
                self.assertEqual(page.state("entangled_reading_state", reading=row["id"]), row["state"])

    def test_standard_output_is_the_file(self):
        file, _ = self.backfill("--from=2026-06-01", "--to=2026-07-01")
        printed = self.entangled("backfill", NOW, "--from=2026-06-01", "--to=2026-07-01").stdout
        self.assertEqual(printed, file.read_text(encoding="utf-8"))

    def test_alert_states_are_written_on_request(self):
        file, _ = self.backfill("--from=2026-11-01", "--to=2026-11-15", "--step=2w", "--alerts")
        line = re.compile(r'entangled_alert_state\{alert="policy_unresolved",reading="policy_mofcom_70_2025",.*'
                          r'state="firing"\} (\d) (\d+)')
        self.assertEqual(line.findall(file.read_text(encoding="utf-8")),
                         [("0", seconds("2026-11-01")), ("1", seconds("2026-11-15"))])

    def test_labels_as_prometheus_adds_them_stand_on_every_sample(self):
        file, said = self.backfill("--from=2026-06-01", "--to=2026-06-01", "--label=job=entangled",
                                   "--label=instance=127.0.0.1:10930")
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        self.assertGreater(len(lines), 500)
        for line in lines:
            self.assertIn('job="entangled",instance="127.0.0.1:10930"} ', line)
        self.assertNotIn("--label", said)
        self.assertIn("--label", self.backfill("--from=2026-06-01", "--to=2026-06-01")[1])

    def test_a_pipe_stays_a_pipe_and_a_link_a_link(self):
        file, _ = self.backfill("--from=2026-06-01", "--to=2026-06-01")
        expected = file.read_text(encoding="utf-8")
        pipe, link, target = (self.sandbox.folder / name for name in ("pipe", "link", "target"))
        os.mkfifo(pipe)
        with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
            self.entangled("backfill", NOW, "--from=2026-06-01", "--to=2026-06-01", f"--output={pipe}")
            self.assertEqual(reader.communicate(timeout=LIMIT)[0], expected)
        self.assertTrue(pipe.is_fifo())
        target.touch()
        link.symlink_to(target)
        self.entangled("backfill", NOW, "--from=2026-06-01", "--to=2026-06-01", f"--output={link}")
        self.assertTrue(link.is_symlink())
        self.assertEqual(target.read_text(encoding="utf-8"), expected)

    def test_a_file_that_cannot_be_written_leaves_nothing_behind(self):
        config = f"--config.file={self.sandbox.file}"
        done = run("backfill", config, NOW, "--from=2026-06-01", f"--output={self.sandbox.folder}/none/x.om")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("none/x.om", done.stderr)
        with open("/dev/full", "wb") as full:
            done = run("replay", config, "--from=2026-06-01", stdout=full)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot write standard output", done.stderr)


class Imported(History):
    """Three years by month, as promtool and Prometheus take them by the commands that `backfill` prints."""

    def setUp(self):
        super().setUp()
        self.file, self.said = self.backfill("--from=2023-10-01", "--to=2026-10-01", "--label=job=entangled")

    def printed(self, pattern):
        found = re.search(pattern, self.said)
        self.assertTrue(found, self.said)
        return found.group(1)

    def import_file(self, data):
        command = shlex.split(self.printed(r"(promtool tsdb create-blocks-from .*) DATA\n"))
        done = subprocess.run([*command, data], capture_output=True, text=True, check=False, timeout=5 * LIMIT)
        self.assertEqual(done.returncode, 0, done.stderr)

    def prometheus(self, *arguments):
        folder = self.sandbox.folder / "prometheus"
        folder.mkdir()
        self.import_file(folder / "data")
        prometheus = Prometheus(folder, "global: {}\n", *arguments)
        self.addCleanup(prometheus.close)
        return prometheus

    def count_back(self, prometheus):
        command = shlex.split(self.printed(r"(promtool tsdb dump .*) DATA \|"))
        dump = subprocess.run([*command, prometheus.data], capture_output=True, text=True, check=False, timeout=LIMIT)
        self.assertEqual(dump.returncode, 0, dump.stderr)
        done = run("backfill-check", self.file, input=dump.stdout)
        return done.returncode, done.stdout

    def test_what_was_written_is_what_prometheus_answers(self):
        prometheus = self.prometheus(self.printed(r"(--storage\.tsdb\.retention\.time=\S+)"))
        states = int(self.printed(r"it has to say (\d+):"))
        time = self.printed(r"-d time=(\d+) ")
        self.assertEqual(prometheus.query(self.printed(r"'query=(.*)'"), time=time), [({}, float(states))])
        written = int(self.printed(r"wrote (\d+) samples"))
        code, counted = self.count_back(prometheus)
        self.assertEqual(code, 0, counted)
        self.assertRegex(counted, rf"\nsum +{written} +{written}\neverything arrived\n$")
        for day in ("2023-10-01", "2024-02-01", "2025-06-01", "2026-10-01"):
            self.compare(prometheus, day)
        # Prometheus looks back 5 minutes; the printed range bridges a step.
        expression = self.printed(r"(last_over_time\(NAME\[\d+d\]\))")
        between = int(seconds("2025-06-20"))
        self.assertEqual(prometheus.query("entangled_supply_share_ratio", time=between), [])
        bridged = expression.replace("NAME", 'entangled_supply_share_ratio{reading="gallium_china_share"}')
        self.assertEqual(len(prometheus.query(bridged, time=between)), 1)

    def compare(self, prometheus, day):
        """The answer of Prometheus for one instant against `report --as-of`."""
        answered = prometheus.query('{__name__=~"entangled_.+",job="entangled"}', time=seconds(day))
        by_series = {(labels["__name__"], labels["reading"]): value for labels, value in answered
                     if "reading" in labels and "state" not in labels and "reason" not in labels}
        compared = 0
        for row in self.report(day):
            if row["kind"] == "policy_end":
                continue
            unit = f"_{row['unit']}" if row["unit"] else ""
            for field, part in (("value", ""), ("lower", "_lower"), ("upper", "_upper")):
                given = by_series.pop((f"entangled_{row['kind']}{part}{unit}", row["id"]), None)
                said = float(row[field]) if row[field] else None
                # A report leaves an open end empty; the metric says +Inf.
                self.assertEqual(None if given == math.inf else given, said, (day, row["id"], field))
                compared += said is not None
        self.assertGreater(compared, 40)
        self.assertEqual({name for name, _ in by_series} - {"entangled_reading_coverage_ratio",
                                                            "entangled_reading_periods",
                                                            "entangled_reading_newest_observation_timestamp_seconds",
                                                            "entangled_reading_oldest_observation_timestamp_seconds"},
                         set())

    def test_the_default_retention_loses_it_and_the_count_says_so(self):
        prometheus = self.prometheus()
        code, counted = self.count_back(prometheus)
        self.assertEqual(code, 1, counted)
        self.assertIn("missing", counted)
        self.assertIn("raise --storage.tsdb.retention.time", counted)

    def test_a_file_that_is_cut_off_is_refused(self):
        text = self.file.read_text(encoding="utf-8")
        self.sandbox.write(self.file, text[:len(text) // 2])
        done = run("backfill-check", self.file, input="")
        self.assertEqual(done.returncode, 2)
        self.assertIn("# EOF", done.stderr)

    def test_nothing_on_standard_input_is_no_arrival(self):
        done = run("backfill-check", self.file, input="")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no sample on standard input", done.stderr)


class Joined(History):
    def test_past_and_present_are_one_series(self):
        daemon = self.serve()
        target = f"127.0.0.1:{daemon.port}"
        file, said = self.backfill("--from=2023-10-01", "--to=2024-01-01", "--label=job=entangled",
                                   f"--label=instance={target}")
        folder = self.sandbox.folder / "prometheus"
        folder.mkdir()
        subprocess.run(["promtool", "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=486h", file,
                        folder / "data"], check=True, capture_output=True, timeout=5 * LIMIT)
        prometheus = Prometheus(folder, f"scrape_configs: [{{job_name: entangled, scrape_interval: 1s, "
                                        f"static_configs: [{{targets: ['{target}']}}]}}]\n",
                                re.search(r"(--storage\.tsdb\.retention\.time=\S+)", said).group(1))
        self.addCleanup(prometheus.close)
        wait_for(lambda: prometheus.query("entangled_build_info"), "the first scrape")
        series = prometheus.query('count_over_time(entangled_reading_state{reading="gallium_china_share",state="ok"}[50y])')
        self.assertEqual(len(series), 1)
        self.assertGreater(series[0][1], 4)


if __name__ == "__main__":
    unittest.main()
