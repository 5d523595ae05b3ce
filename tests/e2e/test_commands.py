"""The commands that run and end: what they say and the code they end with."""

import csv
import io
import json
import unittest

from harness import ROOT, Case, run


class Commands(Case):
    def report(self, *arguments):
        done = run("report", f"--config.file={self.sandbox.file}", *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_version_and_help(self):
        version = run("--version")
        self.assertEqual(version.returncode, 0)
        self.assertRegex(version.stdout, r"^entangled \d+\.\d+\.\d+\n")
        self.assertEqual(run("--help").returncode, 0)
        self.assertEqual(run("serve", "--help").returncode, 0)

    def test_wrong_use_ends_with_2(self):
        for arguments in ([], ["nonsense"], ["serve", "--nonsense"], ["report", "--format=pdf"], ["explain"],
                          ["report", f"--config.file={self.sandbox.file}", "--now=2026-02-30"],
                          ["report", f"--config.file={self.sandbox.file}", "--as-of=yesterday"],
                          ["report", f"--config.file={self.sandbox.file}", "--against=2026-6-1"],
                          ["serve", f"--config.file={self.sandbox.file}", "--web.listen-address=nowhere"],
                          ["report", "--config.file=/nonexistent/entangled.toml"],
                          ["serve", "--config.file=/nonexistent/entangled.toml"]):
            done = run(*arguments)
            self.assertEqual(done.returncode, 2, f"{arguments}: {done.stdout}{done.stderr}")
            self.assertTrue(done.stderr.strip() or not arguments, arguments)

    def test_the_first_screen_of_21_november_2026(self):
        text = self.report("--now=2026-11-21")
        for phrase in ("undecided", "not observed since 2026-08-13", "unresolved", "6 days left"):
            self.assertIn(phrase, text)
        self.assertNotIn("nan", text.lower().split())
        for line in text.splitlines():
            self.assertLessEqual(len(line), 120, line)

    def test_the_same_day_gives_the_same_bytes(self):
        for how in ("text", "table", "json", "csv"):
            arguments = ("--now=2026-11-21", f"--format={how}")
            self.assertEqual(self.report(*arguments), self.report(*arguments))

    def test_a_day_in_the_past_against_another(self):
        before = self.report("--as-of=2025-06-30", "--format=json")
        after = self.report("--as-of=2026-06-30", "--format=json")
        self.assertNotEqual(before, after)
        compared = self.report("--as-of=2025-06-30", "--against=2026-06-30")
        self.assertIn("2025-06-30", compared)
        self.assertIn("2026-06-30", compared)

    def figures(self, day):
        """What is said of each reading as of a day: everything but why there is nothing to say."""
        rows = csv.DictReader(io.StringIO(self.report(f"--as-of={day}", "--format=csv")))
        return [{key: text for key, text in row.items() if key not in ("state", "reason_code", "reason_detail")}
                for row in rows]

    def test_nothing_known_later_leaks_into_the_past(self):
        """Rows known after a day may be wiped from the files: no figure of that day changes."""
        day = "2025-06-30"
        before = self.figures(day)
        self.assertGreater(sum(1 for row in before if row["value"] or row["lower"]), 30)
        wiped = 0
        for path in (self.sandbox.config / "reference").glob("*.csv"):
            with open(path, encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            if not rows or "known_at" not in rows[0] or path.stem == "membership":
                continue  # the roster is fixed at a date on purpose
            known = [row for row in rows if row["known_at"] <= day]
            wiped += len(rows) - len(known)
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(known)
            self.sandbox.write(path, out.getvalue())
        self.assertGreater(wiped, 500)
        self.assertEqual(self.figures(day), before)

    def test_json_and_csv_can_be_read(self):
        parsed = json.loads(self.report("--now=2026-11-21", "--format=json"))
        self.assertIsInstance(parsed, dict)
        rows = list(csv.reader(io.StringIO(self.report("--now=2026-11-21", "--format=csv"))))
        self.assertGreater(len(rows), 60)
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        self.assertIn("rare_earths_china_share", {row[rows[0].index("id")] for row in rows})

    def test_explain_shows_the_way_to_the_figure(self):
        done = run("explain", "rare_earths_china_share", f"--config.file={self.sandbox.file}", "--now=2026-11-21")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for phrase in ("supply_share", "USGS", "public domain"):
            self.assertIn(phrase.lower(), done.stdout.lower())
        unknown = run("explain", "rare_earth_china_share", f"--config.file={self.sandbox.file}")
        self.assertEqual(unknown.returncode, 2)
        self.assertIn("rare_earths_china_share", unknown.stderr)

    def test_every_reading_can_be_explained(self):
        header, *rows = csv.reader(io.StringIO(self.report("--now=2026-11-21", "--format=csv")))
        for reading in sorted({row[header.index("id")] for row in rows}):
            done = run("explain", reading, f"--config.file={self.sandbox.file}", "--now=2026-11-21")
            self.assertEqual((done.returncode, done.stderr), (0, ""), reading)

    def test_check_accepts_what_ships(self):
        done = run("check", f"--config.file={self.sandbox.file}")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_check_shows_every_error_with_its_place(self):
        self.sandbox.replace(self.sandbox.file, 'level = "info"', 'level = "loud"')
        self.sandbox.replace(self.sandbox.file, 'interval = "60s"', 'intervall = "60s"')
        self.sandbox.replace(self.sandbox.config / "alerts.toml", "exit = 91", "exit = 89")
        self.sandbox.replace(self.sandbox.config / "readings.toml", 'good = "gallium"', 'good = "galium"')
        done = run("check", f"--config.file={self.sandbox.file}")
        self.assertEqual(done.returncode, 2)
        for path, wrong in (("entangled.toml", "loud"), ("entangled.toml", "intervall"), ("alerts.toml", "exit = 89"),
                            ("readings.toml", "galium")):
            lines = (self.sandbox.config / path).read_text(encoding="utf-8").splitlines()
            number = 1 + next(n for n, line in enumerate(lines) if wrong in line)
            self.assertRegex(done.stderr, rf"(?m)^\S*{path}:{number}:\d+: ")
        self.assertIn("'gallium'", done.stderr)
        self.assertIn("4 errors", done.stderr)

    def test_a_file_that_is_no_toml_or_is_not_there(self):
        self.sandbox.write(self.sandbox.file, "[server\nlisten = 1\n")
        done = run("check", f"--config.file={self.sandbox.file}")
        self.assertEqual(done.returncode, 2)
        self.assertIn("entangled.toml:1:", done.stderr)
        missing = run("check", f"--config.file={self.sandbox.folder}/none.toml")
        self.assertEqual(missing.returncode, 2)
        self.assertIn("none.toml", missing.stderr)

    def test_the_catalogue_lists_every_kind(self):
        text = self.report("--catalogue")
        for line in (ROOT / "indicators/registry.def").read_text(encoding="utf-8").splitlines():
            if line.startswith("ENTANGLED_INDICATOR("):
                self.assertIn(line.split(", ")[1].rstrip(")"), text)


if __name__ == "__main__":
    unittest.main()
