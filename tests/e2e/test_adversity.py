"""What happens to a service in the field: its clock is set, its disk is full, files are no files."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import unittest

from harness import LIMIT, Case, run, serve_command, wait_for
from peers import free_port
from virtual_clock import VirtualClock

DAY = 86400
TODAY = "2026-11-21"


ROWS = 150_000  # enough to keep the worker busy while a test does something
# Under half of the mean of 2024.
MONTH = (b"trade.china_customs_press.rare_earth_magnets.magnets.quantity,reported 2026-02-20,2026-02-20,no,trade_quantity,"
         b"rare_earth_magnets,magnets,CN,US,china_customs_press,2026-01,200,,,t,,a test,\n")


def one_alert_only(sandbox):
    """Leaves out, among others, the alerts whose states change in every cycle."""
    alerts = sandbox.config / "alerts.toml"
    text = alerts.read_text(encoding="utf-8")
    sandbox.write(alerts, "".join(part for part in re.split(r"(?m)^(?=\[\[alert\]\])", text)
                                  if "magnet_flow_halved" in part))


def processor_time(daemon):
    """Seconds."""
    stat = pathlib.Path(f"/proc/{daemon.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


class ClockSet(Case):
    def setUp(self):
        super().setUp()
        self.clock = VirtualClock(self.sandbox.folder, TODAY)

    def cycle_of_now(self, daemon):
        """The first page that was computed at about the time that the clock shows."""
        return daemon.wait_for_page(lambda page: abs(page.value("entangled_cycle_last_success_timestamp_seconds") -
                                                     self.clock.now()) < 3600, "a cycle of the new time")

    def feed_states(self, page):
        return {labels["feed"]: labels["state"] for name, labels, value in page.samples
                if name == "entangled_feed_state" and value == 1}

    def test_a_leap_ahead_makes_no_feed_stale_that_is_there(self):
        """As after a pause of a virtual machine, or when the network first gives the time."""
        self.sandbox.replace(self.sandbox.file, 'interval = "60s"', 'interval = "200ms"')
        daemon = self.serve(environment=self.clock.environment)
        before = self.feed_states(daemon.page())
        start = len(daemon.log())
        self.clock.move(3 * DAY)
        self.assertEqual(self.feed_states(self.cycle_of_now(daemon)), before)
        self.sandbox.feed("trade").touch()
        daemon.wait_for_page(lambda page: page.value("entangled_feed_reads_total", feed="trade", result="success") == 2,
                             "the file to be read again")
        self.assertNotIn("alert=feed_incomplete", daemon.log()[start:])
        self.assertNotIn("alert=reading_lost", daemon.log()[start:])

    def test_a_leap_ahead_is_no_standstill(self):
        """The supervisor goes on hearing of it before the next cycle, and so does who asks for its health."""
        path = self.sandbox.folder / "notify.sock"
        channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(channel.close)
        channel.bind(str(path))
        channel.settimeout(LIMIT)
        daemon = self.serve(environment={**self.clock.environment, "NOTIFY_SOCKET": str(path),
                                         "WATCHDOG_USEC": "300000"})
        self.clock.move(3 * DAY)
        self.assertEqual(daemon.ask("/-/healthy").status, 200)
        while b"READY=1" not in channel.recv(65536):
            pass
        # One may have been under way when the clock was set.
        for _ in range(3):
            while b"WATCHDOG=1" not in channel.recv(65536):
                pass
        self.assertEqual(daemon.ask("/-/healthy").status, 200)

    def test_a_leap_back_stops_nothing(self):
        self.sandbox.replace(self.sandbox.file, 'interval = "60s"', 'interval = "200ms"')
        self.sandbox.replace(self.sandbox.file, 'path = "reference/trade.csv"',
                             'path = "reference/trade.csv"\ninterval = "500ms"\nstale_after = "10s"')
        daemon = self.serve(environment=self.clock.environment)
        self.clock.move(-400 * DAY)
        page = self.cycle_of_now(daemon)
        reads = page.value("entangled_feed_reads_total", feed="trade", result="unchanged")
        daemon.wait_for_page(lambda page: page.value("entangled_feed_reads_total", feed="trade", result="unchanged") >
                             reads + 2, "the schedule to go on")
        self.assertEqual(daemon.ask("/-/healthy").status, 200)
        then = self.knowledge(daemon.page())
        daemon.kill()
        self.sandbox.state = self.sandbox.folder / "fresh"
        fresh = self.serve(environment=self.clock.environment)
        self.assertEqual(sorted(then ^ self.knowledge(fresh.page())), [])

    @staticmethod
    def knowledge(page):
        """What is said of the world, less what changes from one second to the next."""
        return {(name, *labels.items(), value) for name, labels, value in page.samples
                if re.match(r"entangled_(reading_(state|unknown)|supply|net_import|import_source|flow)", name)}


class Together(Case):
    def test_files_that_change_together_are_read_in_one_cycle(self):
        daemon = self.serve()
        for feed in ("usgs_us", "trade", "usgs_world"):
            path = self.sandbox.feed(feed)
            self.sandbox.write(path, path.read_bytes() + b"\n")
        time_of = {"name": "entangled_feed_retrieved_timestamp_seconds"}
        before = daemon.page().value(**time_of, feed="acts")
        page = daemon.wait_for_page(lambda page: page.value(**time_of, feed="trade") > before, "the files to be read")
        self.assertEqual({page.value(**time_of, feed=feed) for feed in ("usgs_us", "usgs_world")},
                         {page.value(**time_of, feed="trade")})
        self.assertEqual(page.value("entangled_cycle_last_success_timestamp_seconds"), page.value(**time_of, feed="trade"))


class Overtaken(Case):
    def test_a_reload_during_a_cycle_leaves_no_states_of_it_behind(self):
        """The cycle sees an alert fire, under a configuration that is replaced before it ends. When the next one looks,
        the figure is as it always was: on disk, too, nothing may have fired."""
        alert = {"alert": "magnet_flow_halved", "reading": "magnets_to_us_flow"}

        def stored():
            kept = json.loads((self.sandbox.state / "alerts.json").read_text(encoding="utf-8"))["alerts"]
            return [entry["phase"] for entry in kept if entry["alert"] == alert["alert"]]

        one_alert_only(self.sandbox)
        daemon = self.serve()
        self.assertEqual(stored(), ["ok"])
        trade, earlier = self.sandbox.feed("trade"), self.sandbox.feed("usgs_us")
        shipped = trade.read_bytes()
        slow = {path: path.read_bytes() + path.read_bytes().splitlines(keepends=True)[-1] * ROWS
                for path in (trade, earlier)}
        idle = processor_time(daemon)
        self.sandbox.write(trade, slow[trade] + MONTH)
        wait_for(lambda: processor_time(daemon) > idle + 0.1, "the cycle to be under way")
        self.sandbox.write(earlier, slow[earlier])  # keeps the next cycle busy before it comes to the other
        dropped = daemon.page().value("entangled_cycles_total", result="dropped")
        self.assertEqual(run("reload", f"--control.socket={self.sandbox.socket}").returncode, 0)
        wait_for(lambda: stored() == ["firing"], "the first cycle to store what it saw")
        self.sandbox.write(trade, shipped)
        daemon.wait_for_page(lambda page: page.value("entangled_cycles_total", result="dropped") > dropped, "the drop")
        self.assertEqual(daemon.page().state("entangled_alert_state", **alert), "ok")
        self.assertEqual(stored(), ["ok"])


class Disk(Case):
    def served(self):
        self.sandbox.replace(self.sandbox.file, 'interval = "60s"', 'interval = "100ms"')
        return self.serve()

    def test_alerts_that_cannot_be_stored_are_said_once_and_tried_again(self):
        self.sandbox.state.mkdir()
        fresh = self.sandbox.state / "alerts.json.new"
        fresh.symlink_to("/dev/full")
        daemon = self.served()
        self.assertRegex(daemon.log(), r"error alert states not kept; cannot write \S+/alerts\.json\.new: No space left")
        cycles = daemon.page().value("entangled_cycles_total", result="success")
        daemon.wait_for_page(lambda page: page.value("entangled_cycles_total", result="success") > cycles + 3, "cycles")
        self.assertEqual(daemon.log().count("alert states not kept"), 1)
        self.assertEqual(daemon.page().value("entangled_alert_states_kept"), 0)
        self.assertTrue(daemon.is_up())
        self.assertFalse((self.sandbox.state / "alerts.json").exists())
        fresh.unlink()
        daemon.wait_for_log("alert states are kept again")
        daemon.wait_for_page(lambda page: page.value("entangled_alert_states_kept") == 1, "the page to say so")
        self.assertTrue((self.sandbox.state / "alerts.json").exists())

    def test_what_could_not_be_stored_is_stored_later_even_if_nothing_changes(self):
        one_alert_only(self.sandbox)
        self.test_alerts_that_cannot_be_stored_are_said_once_and_tried_again()

    def test_states_that_cannot_be_read_are_not_taken_for_none(self):
        (self.sandbox.state / "alerts.json" / "kept").mkdir(parents=True)
        refused = subprocess.run(serve_command(self.sandbox), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                 check=False, timeout=LIMIT)
        self.assertEqual(refused.returncode, 1)
        self.assertRegex(refused.stderr, r"cannot read \S+/alerts\.json: .*--storage\.path")
        self.assertTrue((self.sandbox.state / "alerts.json" / "kept").is_dir())

    def test_pipes_in_the_place_of_files_hold_nothing_up(self):
        self.sandbox.state.mkdir()
        for name in ("alerts.json", "alerts.json.new"):
            os.mkfifo(self.sandbox.state / name)
        daemon = self.served()
        trade, readings = self.sandbox.feed("trade"), self.sandbox.config / "readings.toml"
        for path in (trade, readings):
            path.unlink()
            os.mkfifo(path)
        page = daemon.wait_for_page(lambda page: page.state("entangled_feed_state", feed="trade") == "error", "the feed")
        self.assertEqual(page.state("entangled_reading_state", reading="magnets_to_us_flow"), "ok")
        refused = run("reload", f"--control.socket={self.sandbox.socket}")
        self.assertEqual(refused.returncode, 2)
        self.assertRegex(refused.stderr, r"entangled\.toml:\d+:\d+: .*readings\.toml: it is a pipe")
        self.assertTrue(daemon.is_up())
        self.assertEqual(daemon.end()[0], 0)

    def test_what_is_no_feed_is_named(self):
        daemon = self.served()
        trade = self.sandbox.feed("trade")
        content = trade.read_bytes()

        def loop():
            trade.symlink_to(trade)

        def huge():
            with open(trade, "wb") as file:
                file.truncate(1 << 40)

        for make, said in ((loop, "form a loop"), (trade.mkdir, "is a folder"), (huge, "larger than the limit"),
                           (lambda: trade.symlink_to("/dev/zero"), "no regular file")):
            trade.unlink()
            make()
            daemon.wait_for_log(rf"feed not taken.* feed=trade .*{said}")
            self.assertEqual(daemon.page().state("entangled_reading_state", reading="magnets_to_us_flow"), "ok")
            trade.rmdir() if trade.is_dir() and not trade.is_symlink() else trade.unlink()
            self.sandbox.write(trade, content)
            daemon.wait_for_page(lambda page: page.state("entangled_feed_state", feed="trade") == "ok", "the recovery")


class Log(Case):
    def test_who_reads_it_may_go_away(self):
        port = free_port()
        reader, writer = os.pipe()
        with subprocess.Popen(serve_command(self.sandbox, port=port), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=writer) as service:
            self.addCleanup(service.kill)
            os.close(writer)
            with open(reader, "rb") as log:
                for line in log:
                    if b"listening" in line:
                        break
            for _ in range(2):
                self.assertEqual(run("reload", f"--control.socket={self.sandbox.socket}").returncode, 0)
            service.send_signal(signal.SIGTERM)
            self.assertEqual(service.wait(LIMIT), 0)


if __name__ == "__main__":
    unittest.main()
