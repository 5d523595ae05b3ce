"""Reloads without end: a good and a broken configuration in turn, over the control socket and over HTTP, while somebody
scrapes. The broken one changes nothing and is answered with its place; memory and descriptors do not grow.

`test_reload_endurance.py --all` makes 1,000 rounds of two reloads instead of 50."""

import pathlib
import re
import socket
import statistics
import sys
import threading
import unittest

from harness import LIMIT, Case, wait_for

ROUNDS, MANY = 50, 1000
# KiB. The allocator gives and takes some hundred as rounds of different size pass; a plan that is kept weighs 300 a
# round.
GROWTH = 1024
EXTRA = ('\n[[reading]]\nid = "gallium_coalition_share"\nkind = "supply_share"\ngood = "gallium"\ntier = "primary"\n'
         'definition = "usgs_mcs_world"\nbloc = "coalition"\n')
# What is wrong in a file, and what stood there.
BROKEN = (("entangled.toml", "series_limit = 5000", "series_limitt = 5000"),
          ("alerts.toml", "exit = 0.6", "exit = 0.4"),
          ("readings.toml", 'definition = "usgs_mcs_world"', 'definition = "usgs_mcs_wrld"'),
          ("entangled.toml", 'include = ["readings.toml"', 'include = ["readings.toml'),
          ("codes/goods.csv", "good,name", "goods,name"))
# Numbers that are of the moment and not of the plan.
MOMENTARY = re.compile(r"entangled_(cycle|exposed_series|http|feed_(read|retrieved|stale_after)|config_last|alert_value)|process_")


class Endured(Case):
    def setUp(self):
        super().setUp()
        self.sandbox.replace(self.sandbox.file, "enable_lifecycle = false", "enable_lifecycle = true")
        self.daemon = self.serve()
        self.stop = threading.Event()
        self.scrapes, self.failures = 0, []

    def scrape(self):
        while not self.stop.wait(0.05):
            try:
                page = self.daemon.page()
                states = len(page.values("entangled_reading_state", state="ok"))
                if len(page.values("entangled_reading_coverage_ratio")) > states:
                    raise AssertionError("a page of two plans")
                self.scrapes += 1
            except (AssertionError, OSError) as error:
                self.failures.append(str(error))

    def reload_by_socket(self):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(LIMIT)
            client.connect(str(self.sandbox.socket))
            client.sendall(b"reload\n")
            verdict, _, detail = b"".join(iter(lambda: client.recv(65536), b"")).decode().partition("\n")
            return verdict == "ok", detail

    def reload_by_http(self):
        answer = self.daemon.ask("/-/reload", "POST")
        return answer.status == 200, answer.text

    def lasting(self):
        return {(name, *labels.items(), value) for name, labels, value in self.daemon.page().samples
                if not MOMENTARY.match(name)}

    def break_and_heal(self, number, reload):
        file, good, bad = BROKEN[number % len(BROKEN)]
        path = self.sandbox.config / file
        shipped = path.read_text(encoding="utf-8")
        before = self.lasting()
        self.sandbox.replace(path, good, bad)
        line = 1 + shipped[:shipped.index(good)].count("\n")
        accepted, said = reload()
        self.assertFalse(accepted, file)
        self.assertRegex(said, rf"{re.escape(file)}:{line}:\d+: ")
        self.daemon.wait_for_page(lambda page: page.value("entangled_config_last_reload_successful") == 0, "refusal")
        self.assertEqual(sorted(before ^ self.lasting()), [], f"{file} broken, and the page another")
        self.sandbox.write(path, shipped)

    def change(self, reload):
        """A good one: with a further reading if there was none, else without."""
        path = self.sandbox.config / "readings.toml"
        text = path.read_text(encoding="utf-8")
        more = not text.endswith(EXTRA)
        self.sandbox.write(path, text + EXTRA if more else text.removesuffix(EXTRA))
        self.assertEqual(reload()[0], True)
        self.daemon.wait_for_page(lambda page: bool(page.values("entangled_reading_state",
                                  reading="gallium_coalition_share")) == more, "the other plan")

    def memory(self):
        """KiB of anonymous memory that are in use."""
        status = pathlib.Path(f"/proc/{self.daemon.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"RssAnon:\s+(\d+) kB", status).group(1))

    def descriptors(self):
        """What is open, and how many folders are watched through it."""
        process = pathlib.Path(f"/proc/{self.daemon.process.pid}")
        watched = sum(path.read_text(encoding="ascii").count("inotify wd:") for path in (process / "fdinfo").iterdir())
        return len(list((process / "fd").iterdir())), watched

    def test_reloads_leave_no_trace(self):
        opened = self.descriptors()
        scraper = threading.Thread(target=self.scrape)
        self.addCleanup(scraper.join)
        self.addCleanup(self.stop.set)
        scraper.start()
        memory = []
        for number in range(ROUNDS):
            ways = (self.reload_by_socket, self.reload_by_http)
            self.break_and_heal(number, ways[number % 2])
            self.change(ways[(number + 1) % 2])
            memory.append(self.memory())
        self.stop.set()
        scraper.join()
        self.assertEqual(self.failures, [])
        self.assertGreater(self.scrapes, ROUNDS)
        print(f"\n{2 * ROUNDS} reloads, {self.scrapes} scrapes; RssAnon in KiB after each tenth: "
              f"{memory[ROUNDS // 10 - 1::ROUNDS // 10]}", file=sys.stderr)
        wait_for(lambda: self.descriptors() == opened, f"the descriptors of the start, {opened}")
        tenth = ROUNDS // 10
        early, late = statistics.median(memory[tenth:3 * tenth]), statistics.median(memory[-2 * tenth:])
        self.assertLess(late - early, GROWTH)


if __name__ == "__main__":
    if "--all" in sys.argv:
        sys.argv.remove("--all")
        ROUNDS = MANY
    unittest.main()
