"""Stopping, reloading, and coming back after being killed."""

import http.client
import signal
import tomllib
import unittest

from harness import LIMIT, Case, run

STOP_LIMIT = 5  # seconds


class Stopping(Case):
    def test_sigterm_and_sigint_end_it_well(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            daemon = self.serve()
            daemon.send(number)
            self.assertEqual(daemon.process.wait(STOP_LIMIT), 0, daemon.log())
            self.assertIn("stopped", daemon.log())

    def test_an_idle_connection_does_not_hold_it_up(self):
        daemon = self.serve()
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=LIMIT)
        self.addCleanup(connection.close)
        connection.request("GET", "/-/healthy")
        connection.getresponse().read()
        code, seconds = daemon.end()
        self.assertEqual(code, 0)
        self.assertLess(seconds, STOP_LIMIT)

    def test_a_taken_port_is_said_plainly(self):
        daemon = self.serve()
        other = self.sandbox.folder / "other"
        refused = run("serve", f"--config.file={self.sandbox.file}", f"--storage.path={other}",
                      f"--web.listen-address=127.0.0.1:{daemon.port}")
        self.assertEqual(refused.returncode, 1, refused.stderr)
        self.assertIn(f"127.0.0.1:{daemon.port}", refused.stderr)
        self.assertTrue(daemon.is_up())

    def test_two_do_not_share_one_state(self):
        daemon = self.serve()
        refused = run("serve", f"--config.file={self.sandbox.file}", f"--storage.path={self.sandbox.state}",
                      f"--control.socket={self.sandbox.socket}", "--web.listen-address=127.0.0.1:0")
        self.assertEqual(refused.returncode, 1, refused.stderr)
        self.assertIn("another entangled", refused.stderr)
        self.assertTrue(daemon.is_up())
        self.assertEqual(run("reload", f"--control.socket={self.sandbox.socket}").returncode, 0)


class Reloading(Case):
    def break_config(self):
        """An unknown key, and where it stands."""
        self.sandbox.replace(self.sandbox.file, "series_limit = 5000", "series_limitt = 5000")
        lines = self.sandbox.file.read_text(encoding="utf-8").splitlines()
        return f"entangled.toml:{1 + next(n for n, line in enumerate(lines) if 'series_limitt' in line)}:"

    def add_reading(self):
        path = self.sandbox.config / "readings.toml"
        self.sandbox.write(path, path.read_text(encoding="utf-8") + '\n[[reading]]\nid = "gallium_coalition_share"\n'
                           'kind = "supply_share"\ngood = "gallium"\ntier = "primary"\n'
                           'definition = "usgs_mcs_world"\nbloc = "coalition"\n')

    def test_sighup_takes_a_good_configuration(self):
        daemon = self.serve()
        before = daemon.page().value("entangled_config_last_reload_success_timestamp_seconds")
        self.add_reading()
        daemon.send(signal.SIGHUP)
        page = daemon.wait_for_page(lambda page: page.values("entangled_reading_state",
                                                             reading="gallium_coalition_share"), "the new reading")
        self.assertEqual(page.value("entangled_config_last_reload_successful"), 1)
        self.assertGreaterEqual(page.value("entangled_config_last_reload_success_timestamp_seconds"), before)

    def test_sighup_refuses_a_broken_one_and_the_old_plan_stays(self):
        daemon = self.serve()
        before = daemon.page()
        place = self.break_config()
        daemon.send(signal.SIGHUP)
        page = daemon.wait_for_page(lambda page: page.value("entangled_config_last_reload_successful") == 0,
                                    "the refusal")
        self.assertIn(place, daemon.log())
        self.assertIn("series_limit", daemon.log())
        self.assertEqual(page.values("entangled_reading_state"), before.values("entangled_reading_state"))
        self.assertTrue(daemon.is_up())

        self.sandbox.replace(self.sandbox.file, "series_limitt", "series_limit")
        daemon.send(signal.SIGHUP)
        daemon.wait_for_page(lambda page: page.value("entangled_config_last_reload_successful") == 1, "the recovery")

    def test_the_reload_command_says_what_came_of_it(self):
        socket = f"--control.socket={self.sandbox.socket}"
        nobody = run("reload", socket)
        self.assertEqual(nobody.returncode, 1)
        self.assertIn(str(self.sandbox.socket), nobody.stderr)

        daemon = self.serve()
        good = run("reload", socket)
        self.assertEqual((good.returncode, good.stderr), (0, ""))
        place = self.break_config()
        broken = run("reload", socket)
        self.assertEqual(broken.returncode, 2)
        self.assertIn(place, broken.stderr)
        self.assertTrue(daemon.is_up())

    def test_reload_finds_the_daemon_through_the_state_directory(self):
        self.sandbox.replace(self.sandbox.file, '"../state"', f'"{self.sandbox.state}"')
        self.sandbox.socket = self.sandbox.state / "control.sock"
        self.serve()
        self.assertEqual(run("reload", f"--config.file={self.sandbox.file}").returncode, 0)

    def test_many_reloads_in_a_row_leave_it_well(self):
        daemon = self.serve()
        for _ in range(20):
            daemon.send(signal.SIGHUP)
            daemon.page()
        self.assertEqual(run("reload", f"--control.socket={self.sandbox.socket}").returncode, 0)
        self.assertTrue(daemon.is_up())
        self.assertEqual(daemon.end()[0], 0)

    def test_a_reading_that_goes_away_leaves_the_page(self):
        self.add_reading()
        daemon = self.serve()
        text = (self.sandbox.config / "readings.toml").read_text(encoding="utf-8")
        self.sandbox.write(self.sandbox.config / "readings.toml", text[:text.rindex("\n[[reading]]")])
        self.assertEqual(run("reload", f"--control.socket={self.sandbox.socket}").returncode, 0)
        daemon.wait_for_page(lambda page: not page.values("entangled_reading_state",
                                                          reading="gallium_coalition_share"), "it to go")


class Killed(Case):
    def alert_states(self, daemon):
        return [sample for sample in daemon.page().samples if sample[0] == "entangled_alert_state"]

    def test_the_alerts_are_where_they_were(self):
        daemon = self.serve()
        before = self.alert_states(daemon)
        self.assertTrue((self.sandbox.state / "alerts.json").is_file())
        daemon.kill()
        self.assertEqual(self.alert_states(self.serve()), before)

    def test_a_broken_state_file_is_set_aside(self):
        daemon = self.serve()
        daemon.kill()
        state = self.sandbox.state / "alerts.json"
        state.write_bytes(state.read_bytes()[:100])
        daemon = self.serve()
        self.assertIn("alerts.json", daemon.log())
        self.assertTrue(daemon.is_up())
        self.assertGreater(len(list(self.sandbox.state.glob("alerts.json*"))), 1)


class Shipped(Case):
    def test_the_shipped_configuration_listens_on_loopback_only(self):
        with open(self.sandbox.file, "rb") as file:
            self.assertEqual(tomllib.load(file)["server"]["listen"], "127.0.0.1:10930")


if __name__ == "__main__":
    unittest.main()
