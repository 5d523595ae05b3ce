"""Feeds that break while the service runs: it stays up, says what and where, keeps the good rows and never guesses."""

import re
import unittest

from harness import Case, run

FEED = "usgs_us"
READING = "gallium_us_reliance"  # stands on FEED
OTHER = "rare_earths_china_share"  # stands on another feed
MONTHLY = "magnets_to_us_flow"  # stands on the feed `trade` and has an alert of its own


class Broken(Case):
    def setUp(self):
        super().setUp()
        self.path = self.sandbox.feed(FEED)
        self.lines = self.path.read_bytes().splitlines(keepends=True)
        self.columns = self.lines[0].decode().strip().split(",")

    def changed(self, number, **cells):
        """Line `number` of the file, counted from 1, with other cells."""
        row = self.lines[number - 1].rstrip(b"\n").split(b",")
        for name, text in cells.items():
            row[self.columns.index(name)] = text if isinstance(text, bytes) else text.encode()
        return b",".join(row) + b"\n"

    def put(self, number, line):
        """Writes the file with another line `number`; the line after the last is added."""
        self.sandbox.write(self.path, b"".join([*self.lines[:number - 1], line, *self.lines[number:]]))

    def values(self, page):
        """Every value and bound of every reading of the kinds that stand on the feed."""
        return [sample for sample in page.samples if re.match(r"entangled_(net_import|import_source)_.*ratio", sample[0])]

    def expect(self, daemon, before, log, state):
        """The page once the feed is in `state`: the log says why, every figure still stands."""
        daemon.wait_for_log(log)
        page = daemon.wait_for_page(lambda page: page.state("entangled_feed_state", feed=FEED) == state, state)
        self.assertTrue(daemon.is_up())
        self.assertEqual(self.values(page), self.values(before), "a figure changed")
        self.assertEqual(page.state("entangled_reading_state", reading=OTHER), "ok")
        self.assertEqual(page.state("entangled_alert_state", alert="feed_incomplete", reading=FEED), "firing")
        return page

    def heal(self, daemon):
        self.sandbox.write(self.path, b"".join(self.lines))
        daemon.wait_for_page(lambda page: page.state("entangled_feed_state", feed=FEED) == "ok", "the recovery")

    def broken_while_running(self, change, log, state="partial"):
        daemon = self.serve()
        before = daemon.page()
        self.assertEqual(before.state("entangled_reading_state", reading=READING), "ok")
        change()
        page = self.expect(daemon, before, log, state)
        self.heal(daemon)
        return page

    def place(self, number, reason):
        return rf"row rejected feed={FEED} file=\S*/{FEED}\.csv line={number} column=\d+ reason={reason}: \S"

    def test_a_deleted_file(self):
        self.broken_while_running(self.path.unlink, rf"error .*feed={FEED} file=\S*/{FEED}\.csv", "error")

    def test_an_emptied_file(self):
        self.broken_while_running(lambda: self.sandbox.write(self.path, b""), rf"feed={FEED} file=\S*/{FEED}\.csv",
                                  "error")

    def test_a_file_cut_off_in_a_row(self):
        half = len(self.lines) // 2
        content = b"".join(self.lines[:half - 1]) + self.lines[half - 1][:90]
        self.broken_while_running(lambda: self.sandbox.write(self.path, content), self.place(half, "truncated_row"))

    def test_a_name_in_latin_1(self):
        number = len(self.lines)
        page = self.broken_while_running(lambda: self.put(number, self.changed(number, source=b"C\xf4te")),
                                         self.place(number, "not_utf8"))
        self.assertNotIn("\ufffd", page.text)

    def test_a_number_beyond_all_numbers(self):
        number = 2
        self.broken_while_running(lambda: self.put(number, self.changed(number, value="9e999")),
                                  self.place(number, r"\w+"))

    def test_a_number_that_is_none(self):
        number = 2
        self.broken_while_running(lambda: self.put(number, self.changed(number, value="12 %")),
                                  self.place(number, "bad_number"))

    def test_a_second_figure_for_the_same_key(self):
        number = len(self.lines) + 1
        page = self.broken_while_running(lambda: self.put(number, self.changed(2, value="77")), r"conflicting_duplicate")
        self.assertGreaterEqual(page.value("entangled_feed_rejected_rows_total", feed=FEED,
                                           reason="conflicting_duplicate"), 1)

    def test_a_row_of_the_future(self):
        number = len(self.lines) + 1
        daemon = self.serve()
        before = daemon.page()
        self.put(number, self.changed(2, known_at="2099-01-31", release="MCS 2099", period="2098"))
        page = daemon.wait_for_page(
            lambda page: page.value("entangled_feed_rows", feed=FEED, disposition="accepted") !=
            before.value("entangled_feed_rows", feed=FEED, disposition="accepted") or
            page.value("entangled_feed_rows", feed=FEED, disposition="not_yet_known") == 1 or
            page.state("entangled_feed_state", feed=FEED) == "partial", "the row to be seen")
        self.assertRegex(daemon.log(), rf"feed={FEED} file=\S*/{FEED}\.csv .*line={number}\b")
        self.assertEqual(page.value("entangled_feed_rows", feed=FEED, disposition="accepted"), len(self.lines) - 1)
        self.assertEqual(self.values(page), self.values(before), "the future changed a figure")

    def test_a_missing_column(self):
        self.broken_while_running(lambda: self.put(1, self.lines[0].replace(b",period,", b",perriod,")),
                                  r"(?s)\bperiod\b", "error")

    def test_the_same_fault_is_said_once(self):
        daemon = self.serve()
        number = 2
        for value in ("9e999", "9e998", "9e999"):
            self.put(number, self.changed(number, value=value))
            daemon.wait_for_log(self.place(number, r"\w+"))
        for _ in range(3):
            self.put(number, self.changed(number, value="9e999"))
            run("reload", f"--control.socket={self.sandbox.socket}")
        self.assertTrue(daemon.is_up())
        self.assertLessEqual(len(re.findall(r"row rejected", daemon.log())), 3, daemon.log())

    def test_rows_that_were_taken_away_come_off_by_a_reload_only(self):
        daemon = self.serve()
        before = daemon.page()
        self.sandbox.write(self.path, b"".join(self.lines[:-10]))
        self.expect(daemon, before, rf"feed not taken.*feed={FEED}.*entangled reload", "partial")
        self.assertEqual(run("reload", f"--control.socket={self.sandbox.socket}").returncode, 0)
        page = daemon.wait_for_page(lambda page: page.state("entangled_feed_state", feed=FEED) == "ok", "the acceptance")
        self.assertEqual(page.value("entangled_feed_rows", feed=FEED, disposition="accepted"), len(self.lines) - 11)

    def test_a_start_with_a_bad_row_takes_the_good_ones(self):
        self.put(2, self.changed(2, value="9e999"))
        daemon = self.serve()
        page = daemon.page()
        self.assertEqual(page.state("entangled_feed_state", feed=FEED), "partial")
        self.assertEqual(page.value("entangled_feed_rows", feed=FEED, disposition="rejected"), 1)
        self.assertEqual(page.value("entangled_feed_rows", feed=FEED, disposition="accepted"), len(self.lines) - 2)
        self.assertEqual(page.state("entangled_reading_state", reading=READING), "ok")


class Gone(Case):
    def lost_after_restart(self):
        """A page from before, one from a restart without the feed `trade`, and the daemon."""
        daemon = self.serve()
        before = daemon.page()
        daemon.kill()
        self.sandbox.feed("trade").unlink()
        daemon = self.serve()
        return before, daemon.page(), daemon

    def test_a_reading_without_its_feed_is_unknown_with_a_reason_and_its_alert_is_held(self):
        alerts = self.sandbox.config / "alerts.toml"
        self.sandbox.replace(alerts, "enter = 0.5\nexit = 0.6", "enter = 50\nexit = 60")
        before, page, daemon = self.lost_after_restart()
        self.assertEqual(before.state("entangled_reading_state", reading=MONTHLY), "ok")
        self.assertEqual(before.state("entangled_alert_state", alert="magnet_flow_halved", reading=MONTHLY), "firing")
        self.assertTrue(daemon.is_up())
        self.assertEqual(page.state("entangled_feed_state", feed="trade"), "error")
        self.assertEqual(page.state("entangled_reading_state", reading=MONTHLY), "unknown")
        self.assertEqual(page.values("entangled_reading_unknown_reason", reading=MONTHLY), [1])
        self.assertEqual([sample for sample in page.samples if sample[0].startswith("entangled_flow_to_base_ratio")], [])
        self.assertEqual(page.state("entangled_alert_state", alert="magnet_flow_halved", reading=MONTHLY), "held")

    def test_that_a_figure_is_gone_is_an_alert_of_its_own(self):
        _, page, _ = self.lost_after_restart()
        self.assertEqual(page.state("entangled_alert_state", alert="reading_lost", reading=MONTHLY), "firing")
        self.assertEqual(page.state("entangled_alert_state", alert="reading_lost", reading=OTHER), "ok")

    def test_a_figure_that_was_never_there_is_no_alert(self):
        self.sandbox.feed("trade").unlink()
        page = self.serve().page()
        self.assertEqual(page.state("entangled_reading_state", reading=MONTHLY), "unknown")
        self.assertNotEqual(page.state("entangled_alert_state", alert="reading_lost", reading=MONTHLY), "firing")

    def test_every_feed_may_be_missing_at_once(self):
        for path in (self.sandbox.config / "reference").glob("*.csv"):
            if path.stem != "definitions":
                path.unlink()
        daemon = self.serve()
        page = daemon.page()
        self.assertEqual(page.values("entangled_reading_state", state="ok").count(1), 0)
        self.assertEqual(daemon.ask("/").status, 200)
        self.assertTrue(daemon.is_up())


class BrokenConfiguration(Case):
    def refused(self, path, old, new, *said):
        self.sandbox.replace(self.sandbox.config / path, old, new)
        lines = (self.sandbox.config / path).read_text(encoding="utf-8").splitlines()
        number = 1 + next(n for n, line in enumerate(lines) if new.splitlines()[-1] in line)
        done = run("serve", f"--config.file={self.sandbox.file}", "--web.listen-address=127.0.0.1:0",
                   f"--storage.path={self.sandbox.state}")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertRegex(done.stderr, rf"{re.escape(path)}:{number}:\d+: ")
        for words in said:
            self.assertIn(words, done.stderr)

    def test_an_unknown_key(self):
        self.refused("entangled.toml", "series_limit = 5000", "series_limitt = 5000", "series_limit'")

    def test_a_threshold_on_the_wrong_side(self):
        self.refused("alerts.toml", "exit = 0.6", "exit = 0.4", "magnet_flow_halved")

    def test_a_reading_that_does_not_exist(self):
        self.refused("alerts.toml", 'readings = ["magnets_to_us_flow"]', 'readings = ["magnet_to_us_flow"]',
                     "magnets_to_us_flow")

    def test_a_definition_that_does_not_exist(self):
        self.refused("readings.toml", 'definition = "usgs_mcs_world"', 'definition = "usgs_mcs_wrld"', "definitions.csv")


if __name__ == "__main__":
    unittest.main()
